import {
	changeFields,
	type Entry,
	isClosed,
	letter,
	need,
	promise,
	sighting,
} from "../../app/contract.ts";
import { Button } from "../button.tsx";
import { useMoments } from "../context.ts";
import { dayInWords } from "../day.ts";
import { say } from "../words.ts";
import { beginSighting, look, mark, openLater } from "./begin.ts";
import { LetterPaper } from "./letter-paper.tsx";
import { SeenMark } from "./mark.tsx";
import { seenIn, speakerKey } from "./timeline.ts";
import "./facts.css";
import "./work.css";

/** Where an entry of these kinds is read: what was seen of it, and what can be done with it. */

interface BesideProps {
	readonly entry: Entry;
}

export function BesideNeed({ entry }: BesideProps) {
	const moments = useMoments();
	if (need.read(entry.fields).sort !== "boundary") return null;
	return (
		<div class="work-facts">
			<SeenOf id={entry.id} />
			<Button onClick={() => beginSighting(moments, entry.id)}>{say("work.held.ask")}</Button>
		</div>
	);
}

export function BesideLetter({ entry }: BesideProps) {
	return (
		<>
			<div class="work-facts">
				<p>{say("work.letter.stays")}</p>
				<Button onClick={() => window.print()}>{say("work.letter.print")}</Button>
			</div>
			<LetterPaper to={letter.read(entry.fields).to} text={entry.text} />
		</>
	);
}

export function BesideLater({ entry }: BesideProps) {
	const moments = useMoments();
	if (!isClosed(entry)) return null;
	return (
		<div class="work-facts">
			<Button onClick={() => void openLater(moments, entry)}>{say("work.later.open")}</Button>
		</div>
	);
}

export function BesidePromise({ entry }: BesideProps) {
	const moments = useMoments();
	const promised = promise.read(entry.fields);
	const { closed, direction } = promised;
	const rest = (): void =>
		void mark(moments, entry, (fields) => changeFields(promise, fields, { closed: !closed }));
	return (
		<div class="work-facts">
			<SeenOf id={entry.id} />
			<div class="button-row">
				<Button onClick={() => beginSighting(moments, entry.id)}>{say("work.seen.new")}</Button>
				{direction !== "self" && (
					<Button onClick={() => look({ key: speakerKey(promised) })}>{say("work.look")}</Button>
				)}
				<Button kind="quiet" onClick={rest}>
					{say(closed ? "work.promise.again" : "work.promise.rest")}
				</Button>
			</div>
		</div>
	);
}

export function BesideSighting({ entry }: BesideProps) {
	const { of } = sighting.read(entry.fields);
	const said = useMoments().entries.value.find(({ id }) => id === of);
	if (said === undefined) return null;
	return (
		<div class="work-facts">
			<blockquote class="work-quote">{said.text.trim()}</blockquote>
		</div>
	);
}

/** What was seen of a record, from the first day on. */
function SeenOf({ id }: Pick<Entry, "id">) {
	const moments = useMoments();
	const seen = seenIn(moments.entries.value).get(id) ?? [];
	if (seen.length === 0) return null;
	return (
		<ul class="work-facts-seen" aria-label={say("work.seen")}>
			{seen.map(({ entry, sighting: value }) => (
				<li key={entry.id}>
					<span class="caps">{dayInWords(entry.day, moments.today())}</span>
					<SeenMark sighting={value} />
					{entry.text.trim() !== "" && <span class="prose">{entry.text.trim()}</span>}
				</li>
			))}
		</ul>
	);
}
