import {
	type Change,
	type CivilDay,
	changeOf,
	type Lane,
	type PerSign,
	perSign,
	type Sign,
	type SignSaid,
	type Stretch,
	signs,
	type Where,
} from "../../app/contract.ts";
import { dayInShort } from "../day.ts";
import { language } from "../language.ts";
import { say, type Word } from "../words.ts";

/** What the pictures show, in words: facts that stand in them, and no number that stands nowhere. */

/** The first and the last day on which any sign was said, and what changed clearly. */
export function signsInWords(said: PerSign<readonly SignSaid[]>, { to }: Stretch): string {
	let first: CivilDay | undefined;
	let last: CivilDay | undefined;
	for (const { day } of signs.flatMap((sign) => said[sign])) {
		if (first === undefined || day < first) first = day;
		if (last === undefined || day > last) last = day;
	}
	if (first === undefined || last === undefined) return say("patterns.none");
	const changes = perSign((sign) => changeOf(said[sign], to));
	const changed = (["lower", "higher"] as const).flatMap((change) => named(changes, change));
	const rest = changed.length === 0 ? [say("patterns.signs.same")] : changed;
	return [noted(first, last), ...rest].join(" ");
}

function noted(first: CivilDay, last: CivilDay): string {
	if (first === last) return say("patterns.noted.day", { day: dayInShort(first) });
	const values = { first: dayInShort(first), last: dayInShort(last) };
	return say("patterns.noted", values);
}

function named(changes: PerSign<Change | undefined>, change: Change): readonly string[] {
	const found = signs.filter((sign) => changes[sign] === change);
	if (found.length === 0) return [];
	return [say(`patterns.signs.${change}`, { signs: listed(found.map(signName)) })];
}

function signName(sign: Sign): string {
	return say(`check-in.${sign}`).toLocaleLowerCase(language.value);
}

/** Of each lane which marks occur in it at all, in the order of `order`. */
export function lanesInWords<M extends string>(
	lanes: readonly Lane<M>[],
	order: readonly M[],
	words: Readonly<Record<M, Word>>,
): string {
	if (lanes.every(({ marks }) => marks.length === 0)) return say("patterns.none");
	return lanes.map((lane) => laneInWords(lane, order, words)).join(" ");
}

function laneInWords<M extends string>(
	{ where, marks }: Lane<M>,
	order: readonly M[],
	words: Readonly<Record<M, Word>>,
): string {
	const held = order.filter((mark) => marks.some((column) => column.marks.has(mark)));
	const said =
		held.length === 0 ? say("patterns.lane.none") : listed(held.map((one) => say(words[one])));
	return say("patterns.lane", { where: say(whereWords[where]), marks: said });
}

export const whereWords: Readonly<Record<Where, Word>> = {
	others: "moment.direction.others",
	world: "moment.direction.world",
	self: "moment.direction.self",
	unsaid: "patterns.where.unsaid",
};

/** "one, two and three". */
export function listed(parts: readonly string[]): string {
	return new Intl.ListFormat(language.value, { type: "conjunction" }).format(parts);
}
