import { useSignal } from "@preact/signals";
import { type Draft, saysAnything } from "../../app/contract.ts";
import { useMoments } from "../context.ts";
import { openDraft, readEntry, undoable } from "../desk.ts";
import { type Keeping, useKeeping } from "../keeping.ts";
import { back, backOnce } from "../route.ts";

/** One draft on a screen of its own, kept at every pause and however the screen is left. */
export interface Editing {
	readonly draft: Draft;
	change(part: Partial<Pick<Draft, "text" | "day" | "fields">>): void;
	/** Of the draft as it is at this moment. */
	fields(): Draft["fields"];
	/** From now on this can be attached to it. */
	readonly hold: Keeping["hold"];
	/** It is an entry now; goes back. */
	done(): void;
	/** Takes it away, so that it can be taken back; goes back. */
	remove(): void;
}

export function useEditing(first: Draft): Editing {
	const moments = useMoments();
	const held = useSignal(first);
	const keeping = useKeeping(first);
	return {
		draft: held.value,
		change(part) {
			held.value = { ...held.peek(), ...part };
			if (keeping.changed(held.peek())) openDraft.value = held.peek();
		},
		fields: () => held.peek().fields,
		hold: keeping.hold,
		done: () => keeping.settled(() => backOnce(keeping.finish())),
		remove() {
			const draft = held.peek();
			keeping.release();
			openDraft.value = undefined;
			back();
			if (draft.edit) {
				readEntry.value = undefined;
				void moments.dropDraft(draft.id).then(() => moments.trashEntry(draft.id));
				undoable.value = { said: "undo.trashed", undo: () => moments.restoreEntry(draft.id) };
				return;
			}
			void moments.dropDraft(draft.id);
			if (saysAnything(draft.kind, draft.text, draft.fields))
				undoable.value = { said: "undo.dropped", undo: () => moments.keepDraft(draft) };
		},
	};
}
