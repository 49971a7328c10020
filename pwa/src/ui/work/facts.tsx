import type { ComponentChildren } from "preact";
import {
	changeFields,
	type Entry,
	intuition,
	isClosed,
	later,
	letter,
	need,
	promise,
	sighting,
} from "../../app/contract.ts";
import { Button } from "../button.tsx";
import { useMoments } from "../context.ts";
import { dayInWords, dayWithinWords } from "../day.ts";
import { say } from "../words.ts";
import { beginSighting, look, mark, openLater } from "./begin.ts";
import { LetterPaper } from "./letter-paper.tsx";
import { laterLine, turnedInWords } from "./lines.ts";
import { SeenMark } from "./mark.tsx";
import { QualitiesSeen } from "./qualities.tsx";
import { nameOf } from "./said.tsx";
import { seenIn, speakerKey } from "./timeline.ts";
import "./facts.css";

/** What the fields of these kinds say, above the text of an entry that is read. */

interface FactsProps {
	readonly entry: Entry;
}

export function NeedFacts({ entry }: FactsProps) {
	const moments = useMoments();
	const { sort, direction } = need.read(entry.fields);
	return (
		<Facts lines={[say(`work.sort.${sort}`), direction && say(`moment.direction.${direction}`)]}>
			{sort === "boundary" && (
				<>
					<SeenOf id={entry.id} />
					<Button onClick={() => beginSighting(moments, entry.id)}>{say("work.held.ask")}</Button>
				</>
			)}
		</Facts>
	);
}

export function LetterFacts({ entry }: FactsProps) {
	const { to } = letter.read(entry.fields);
	return (
		<>
			<Facts
				lines={[
					to.trim() !== "" && say("work.letter.addressed", { to: to.trim() }),
					say("work.letter.stays"),
				]}
			>
				<Button onClick={() => window.print()}>{say("work.letter.print")}</Button>
			</Facts>
			<LetterPaper to={to} text={entry.text} />
		</>
	);
}

export function LaterFacts({ entry }: FactsProps) {
	const moments = useMoments();
	if (!isClosed(entry)) {
		const { opens } = later.read(entry.fields);
		return opens ? (
			<Facts lines={[say("work.later.meant", { day: dayWithinWords(opens) })]} />
		) : null;
	}
	return (
		<Facts lines={[laterLine(entry)]}>
			<Button onClick={() => void openLater(moments, entry)}>{say("work.later.open")}</Button>
		</Facts>
	);
}

export function PromiseFacts({ entry }: FactsProps) {
	const moments = useMoments();
	const promised = promise.read(entry.fields);
	const { by, closed, direction } = promised;
	const rest = (): void =>
		void mark(moments, entry, (fields) => changeFields(promise, fields, { closed: !closed }));
	return (
		<Facts
			lines={[
				nameOf(promised),
				by && say("work.by", { day: dayWithinWords(by, moments.today()) }),
				closed && say("work.closed"),
			]}
		>
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
		</Facts>
	);
}

export function SightingFacts({ entry }: FactsProps) {
	const moments = useMoments();
	const value = sighting.read(entry.fields);
	const of = moments.entries.value.find(({ id }) => id === value.of);
	return (
		<Facts lines={[]}>
			{of && <blockquote class="work-quote">{of.text.trim()}</blockquote>}
			<SeenMark sighting={value} />
			<QualitiesSeen sighting={value} />
		</Facts>
	);
}

export function IntuitionFacts({ entry }: FactsProps) {
	const { outcome } = intuition.read(entry.fields);
	return <Facts lines={[turnedInWords(entry.fields), outcome.trim()]} />;
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

interface LinesProps {
	readonly lines: readonly (string | false | undefined)[];
	readonly children?: ComponentChildren;
}

function Facts({ lines, children }: LinesProps) {
	return (
		<div class="work-facts">
			{lines.map((line) => line && <p key={line}>{line}</p>)}
			{children}
		</div>
	);
}
