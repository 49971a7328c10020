import { useSignal } from "@preact/signals";
import { type Draft, saysAnything } from "../../app/contract.ts";
import { useMoments } from "../context.ts";
import { openDraft, undoable } from "../desk.ts";
import { type Keeping, useKeeping } from "../keeping.ts";
import { draftAt } from "../kind-view.tsx";
import { backOnce, type Path } from "../route.ts";

export interface ShortNote {
	readonly draft: Draft;
	change(part: Partial<Pick<Draft, "text" | "day" | "tags" | "fields">>): void;
	/** Of the draft as it is at this moment. */
	fields(): Draft["fields"];
	/** From now on this can be attached to it. */
	readonly hold: Keeping["hold"];
	/** It becomes an entry, which can be taken back at once. */
	keep(): void;
	/** It stays among what was left open. */
	later(): void;
	/** Nothing of it is kept; what was written can be brought back at once. */
	stop(): void;
}

/** What is written on a screen of its own and is done in a few touches. Left in any other way, it is kept as it is. */
export function useShortNote(path: Path, kind: Draft["kind"]): ShortNote {
	const moments = useMoments();
	const started = useSignal(draftAt(path, moments) ?? moments.newDraft({ kind }));
	const draft = started.value;
	const keeping = useKeeping(draft);
	const leave = (kept: Promise<unknown>): void => {
		openDraft.value = undefined;
		backOnce(kept);
	};
	return {
		draft,
		change(part) {
			started.value = { ...started.peek(), ...part };
			if (keeping.changed(started.peek())) openDraft.value = started.peek();
		},
		fields: () => started.peek().fields,
		hold: keeping.hold,
		keep: () =>
			keeping.settled(() => {
				keeping.release();
				const newest = started.peek();
				const saved = moments.save(newest).then(() => {
					// One that says nothing was not kept, and nobody says so.
					const isKept = moments.entries.peek().some(({ id }) => id === newest.id);
					const undo = (): Promise<void> => moments.trashEntry(newest.id);
					if (isKept && !newest.edit) undoable.value = { said: "undo.kept", undo };
				});
				leave(saved);
			}),
		later: () =>
			keeping.settled(() => {
				keeping.release();
				leave(moments.keepDraft(started.peek()));
			}),
		stop() {
			keeping.release();
			const dropped = started.peek();
			const undo = (): Promise<void> => moments.keepDraft(dropped);
			if (saysAnything(dropped.kind, dropped.text, dropped.fields))
				undoable.value = { said: "undo.dropped", undo };
			leave(moments.dropDraft(dropped.id));
		},
	};
}
