import { useSignal } from "@preact/signals";
import type { Entry, EraseResult } from "../app/contract.ts";
import { Button } from "./button.tsx";
import { useMoments } from "./context.ts";
import { dayInWords } from "./day.ts";
import { undoable } from "./desk.ts";
import { Erase } from "./erase.tsx";
import { listedLine, listedWords } from "./kind-view.tsx";
import { beginning, leavesOf } from "./leaf.ts";
import { Leaves } from "./leaves.tsx";
import { Said } from "./said.tsx";
import { Screen } from "./screen.tsx";
import { say, type Word } from "./words.ts";
import "./trash.css";

const SHOWN_OF_AN_ENTRY = 240;

/** What was deleted waits here. */
export function Trash() {
	const moments = useMoments();
	const entries = moments.trash.value;
	const said = useSignal<Word | undefined>(undefined);
	const done = (result: EraseResult): void => {
		said.value = result === "erased" ? "trash.erased" : "trash.not-erased";
		undoable.value = undefined;
		document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
	};
	return (
		<Screen name="trash" title={say("trash.title")}>
			<Said words={said.value && say(said.value)} />
			<p class="lead">{say(entries.length === 0 ? "trash.empty" : "trash.lead")}</p>
			{entries.length > 1 && <Erase what="all" erase={moments.emptyTrash} onDone={done} />}
			<Leaves leaves={leavesOf(entries)}>
				{(leaf) =>
					leaf.days
						.flatMap((day) => day.entries)
						.map((entry) => <TrashedEntry key={entry.id} entry={entry} onErased={done} />)
				}
			</Leaves>
		</Screen>
	);
}

interface TrashedProps {
	readonly entry: Entry;
	readonly onErased: (result: EraseResult) => void;
}

function TrashedEntry({ entry, onErased }: TrashedProps) {
	const moments = useMoments();
	const day = dayInWords(entry.day);
	const [line, words] = [listedLine(entry), beginning(listedWords(entry), SHOWN_OF_AN_ENTRY)];
	const restore = (): void => {
		void moments.restoreEntry(entry.id);
		undoable.value = { said: "undo.restored", undo: () => moments.trashEntry(entry.id) };
	};
	return (
		<section class="trashed" aria-label={day} data-trashed>
			<p class="caps">{day}</p>
			{line !== "" && <p class="entry-note">{line}</p>}
			{words !== "" && <p class="entry-words">{words}</p>}
			<div class="trashed-choices">
				<Button kind="quiet" onClick={restore}>
					{say("trash.restore")}
				</Button>
				<Erase what="one" erase={() => moments.eraseEntry(entry.id)} onDone={onErased} />
			</div>
		</section>
	);
}
