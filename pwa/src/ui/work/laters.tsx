import { type Entry, isClosed } from "../../app/contract.ts";
import { Button } from "../button.tsx";
import { useMoments } from "../context.ts";
import { dayInWords, dayWithinWords } from "../day.ts";
import { beginning } from "../leaf.ts";
import { Screen } from "../screen.tsx";
import { say } from "../words.ts";
import { beginPlain, openLater, read } from "./begin.ts";
import { laterLine } from "./lines.ts";
import "../foot.css";
import "./work.css";

const SHOWN_OF_A_NOTE = 140;

/** Notes to one's later self. What is closed shows no word of its own. */
export function Laters() {
	const moments = useMoments();
	const notes = moments.entries.value.filter(({ kind }) => kind === "later");
	return (
		<Screen name="work" title={say("place.later")}>
			<p class="lead">{say("work.later.lead")}</p>
			<ul class="work-lines">
				{notes.map((entry) => (
					<li key={entry.id} class="work-line">
						{isClosed(entry) ? <ClosedLine entry={entry} /> : <OpenLine entry={entry} />}
					</li>
				))}
			</ul>
			<div class="foot">
				<Button kind="stone" glyph="pen" onClick={() => beginPlain(moments, "later")}>
					{say("work.later.new")}
				</Button>
			</div>
		</Screen>
	);
}

function ClosedLine({ entry }: { readonly entry: Entry }) {
	const moments = useMoments();
	return (
		<>
			<p class="work-line-closed">{laterLine(entry)}</p>
			<p class="work-line-note">
				{say("work.later.written", { day: dayWithinWords(entry.day, moments.today()) })}
			</p>
			<Button kind="quiet" onClick={() => void openLater(moments, entry).then(() => read(entry))}>
				{say("work.later.open")}
			</Button>
		</>
	);
}

function OpenLine({ entry }: { readonly entry: Entry }) {
	return (
		<>
			<button class="work-line-words" type="button" onClick={() => read(entry)}>
				{beginning(entry.text, SHOWN_OF_A_NOTE)}
			</button>
			<p class="work-line-note">{dayInWords(entry.day)}</p>
		</>
	);
}
