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

/** What an entry, a draft or an earlier version says of its kind. */
type Said = Pick<Entry, "kind" | "fields">;

/** One line for each of these kinds, for lists of everything that was written. */

export function needLine({ fields }: Said): string {
	const { sort, direction } = need.read(fields);
	return joined(say(`work.sort.${sort}`), direction && say(`moment.direction.${direction}`));
}

export function letterLine({ fields }: Said): string {
	return joined(say("kind.letter"), letter.read(fields).to);
}

/** "A note for later, from 3 December 2026 on": what a closed one shows of itself. */
export function laterLine(said: Said): string {
	const { opens } = later.read(said.fields);
	if (!isClosed(said)) return say("kind.later");
	if (opens === undefined) return say("work.later.closed");
	return say("work.later.closed.until", { day: dayWithinWords(opens) });
}

export function promiseLine({ fields }: Said): string {
	const { direction, who } = promise.read(fields);
	const mine = direction === "self";
	return joined(say(mine ? "work.promise.mine" : "kind.promise"), mine ? "" : who);
}

export function sightingLine({ fields }: Said): string {
	return joined(say("kind.sighting"), seenInWords(fields));
}

export function intuitionLine({ fields }: Said): string {
	return joined(say("kind.intuition"), turnedInWords(fields));
}

/** "In part", "It held"; empty where neither was said. */
export function seenInWords(fields: Entry["fields"]): string {
	const { match, held } = sighting.read(fields);
	if (match !== undefined) return say(`work.match.${match}`);
	return held === undefined ? "" : say(`work.held.${held}`);
}

/** How it turned out, or that this is open. */
export function turnedInWords(fields: Entry["fields"]): string {
	return say(`work.turned.${intuition.read(fields).turned ?? "open"}`);
}

function joined(...parts: readonly (string | undefined)[]): string {
	return parts.filter((part) => part !== undefined && part.trim() !== "").join(" · ");
}
