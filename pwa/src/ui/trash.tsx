import type { Entry } from "../app/contract.ts";
import { Button } from "./button.tsx";
import { useMoments } from "./context.ts";
import { dayInWords } from "./day.ts";
import { undoable } from "./desk.ts";
import { beginning, leavesOf } from "./leaf.ts";
import { Leaves } from "./leaves.tsx";
import { Screen } from "./screen.tsx";
import { say } from "./words.ts";
import "./trash.css";

const SHOWN_OF_AN_ENTRY = 240;

/** What was deleted waits here. */
export function Trash() {
	const entries = useMoments().trash.value;
	return (
		<Screen name="trash" title={say("trash.title")}>
			<p class="lead">{say(entries.length === 0 ? "trash.empty" : "trash.lead")}</p>
			<Leaves leaves={leavesOf(entries)}>
				{(leaf) =>
					leaf.days
						.flatMap((day) => day.entries)
						.map((entry) => <TrashedEntry key={entry.id} entry={entry} />)
				}
			</Leaves>
		</Screen>
	);
}

function TrashedEntry({ entry }: { readonly entry: Entry }) {
	const moments = useMoments();
	const day = dayInWords(entry.day);
	const restore = (): void => {
		void moments.restoreEntry(entry.id);
		undoable.value = { said: "undo.restored", undo: () => moments.trashEntry(entry.id) };
	};
	return (
		<section class="trashed" aria-label={day} data-trashed>
			<p class="caps">{day}</p>
			<p class="entry-words">{beginning(entry.text, SHOWN_OF_AN_ENTRY)}</p>
			<Button kind="quiet" onClick={restore}>
				{say("trash.restore")}
			</Button>
		</section>
	);
}
