import {
	type Entry,
	intuition,
	isClosed,
	later,
	letter,
	need,
	promise,
	sighting,
} from "../../app/contract.ts";
import { dayWithinWords } from "../day.ts";
import { say } from "../words.ts";
import { laterLine, turnedInWords } from "./lines.ts";
import { SeenMark } from "./mark.tsx";
import { QualitiesSeen } from "./qualities.tsx";
import { nameOf } from "./said.tsx";
import "./facts.css";

/** What the fields of these kinds say, above the text of an entry that is read or printed. */

interface FactsProps {
	readonly entry: Entry;
}

export function NeedFacts({ entry }: FactsProps) {
	const { sort, direction } = need.read(entry.fields);
	return (
		<Facts lines={[say(`work.sort.${sort}`), direction && say(`moment.direction.${direction}`)]} />
	);
}

export function LetterFacts({ entry }: FactsProps) {
	const to = letter.read(entry.fields).to.trim();
	return <Facts lines={[to !== "" && say("work.letter.addressed", { to })]} />;
}

export function LaterFacts({ entry }: FactsProps) {
	const { opens } = later.read(entry.fields);
	const meant = opens && say("work.later.meant", { day: dayWithinWords(opens) });
	return <Facts lines={[isClosed(entry) ? laterLine(entry) : meant]} />;
}

export function PromiseFacts({ entry }: FactsProps) {
	const promised = promise.read(entry.fields);
	const { by, closed } = promised;
	return (
		<Facts
			lines={[
				nameOf(promised),
				by && say("work.by", { day: dayWithinWords(by) }),
				closed && say("work.closed"),
			]}
		/>
	);
}

export function SightingFacts({ entry }: FactsProps) {
	const value = sighting.read(entry.fields);
	return (
		<div class="work-facts">
			<SeenMark sighting={value} />
			<QualitiesSeen sighting={value} />
		</div>
	);
}

export function IntuitionFacts({ entry }: FactsProps) {
	const { outcome } = intuition.read(entry.fields);
	return <Facts lines={[turnedInWords(entry.fields), outcome.trim()]} />;
}

function Facts({ lines }: { readonly lines: readonly (string | false | undefined)[] }) {
	const said = lines.filter((line) => typeof line === "string" && line !== "");
	if (said.length === 0) return null;
	return (
		<div class="work-facts">
			{said.map((line) => (
				<p key={line}>{line}</p>
			))}
		</div>
	);
}
