// What was noted of others, of the world and of oneself, in columns of time: a lane for each, which no other one touches.
// A column says that something was there and never how often: nothing is added up.

import type { Columns, Written } from "./columns.ts";
import type { CivilDay } from "./day.ts";
import { type Direction, directions } from "./direction.ts";
import { moment, type Turn } from "./moment.ts";
import { promise } from "./promise.ts";
import { type Match, sighting } from "./sighting.ts";

/** `unsaid`: the person did not say where it belongs; it is counted to none of the three. */
export type Where = Direction | "unsaid";
export const wheres: readonly Where[] = [...directions, "unsaid"];

/** Words were said, or a deed was seen that matched them or not. */
export type Deed = "said" | Match;

/** One thing noted on a day. */
export interface Noted<M> {
	readonly day: CivilDay;
	readonly where: Where;
	readonly mark: M;
}

export interface Lane<M> {
	readonly where: Where;
	/** Ascending by column, each column once. */
	readonly marks: readonly { readonly column: number; readonly marks: ReadonlySet<M> }[];
}

/** The lanes of the three, empty ones too; the fourth only where something is in it. */
export function lanesOf<M>(noted: Iterable<Noted<M>>, columns: Columns): readonly Lane<M>[] {
	const found = new Map(wheres.map((where) => [where, new Map<number, Set<M>>()]));
	for (const { day, where, mark } of noted) {
		const column = columns.of(day);
		const lane = found.get(where);
		if (column === undefined || lane === undefined) continue;
		const marks = lane.get(column) ?? new Set();
		lane.set(column, marks.add(mark));
	}
	return [...found].flatMap(([where, lane]) => {
		const marks = [...lane].map(([column, held]) => ({ column, marks: held }));
		marks.sort((a, b) => a.column - b.column);
		return where === "unsaid" && marks.length === 0 ? [] : [{ where, marks }];
	});
}

/** Moments that turned towards or away. */
export function momentsNoted(entries: Iterable<Written>): readonly Noted<Turn>[] {
	const noted: Noted<Turn>[] = [];
	for (const { kind, day, fields } of entries) {
		if (kind !== "moment") continue;
		const { turn, direction } = moment.read(fields);
		if (turn !== undefined) noted.push({ day, where: direction ?? "unsaid", mark: turn });
	}
	return noted;
}

/** Words, and what was then seen of them. A deed belongs where its words belong. */
export function deedsNoted(entries: readonly Written[]): readonly Noted<Deed>[] {
	const said = new Map<string, Where>();
	const noted: Noted<Deed>[] = [];
	for (const { id, kind, day, fields } of entries) {
		if (kind !== "promise") continue;
		const where = promise.read(fields).direction ?? "unsaid";
		said.set(id, where);
		noted.push({ day, where, mark: "said" });
	}
	for (const { kind, day, fields } of entries) {
		if (kind !== "sighting") continue;
		const { of, match } = sighting.read(fields);
		const where = said.get(of);
		if (where !== undefined && match !== undefined) noted.push({ day, where, mark: match });
	}
	return noted;
}
