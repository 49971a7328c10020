// The five signs in columns of time: in each column the lowest and the highest that was said. Nothing is averaged, and
// where nothing was said there is nothing.

import { checkIn, type Sign, signs } from "./check-in.ts";
import type { Columns, Written } from "./columns.ts";
import type { CivilDay } from "./day.ts";

/** A sign as it was said on a day, 0 to 10. */
export interface SignSaid {
	readonly day: CivilDay;
	readonly value: number;
}

export interface SignColumn {
	readonly column: number;
	readonly low: number;
	readonly high: number;
}

export type PerSign<T> = { readonly [sign in Sign]: T };

/** What was said of each sign, in the order of the entries. */
export function signsSaid(entries: Iterable<Written>): PerSign<readonly SignSaid[]> {
	const said: { [sign in Sign]: SignSaid[] } = perSign(() => []);
	for (const { kind, day, fields } of entries) {
		if (kind !== "check-in") continue;
		const values = checkIn.read(fields);
		for (const sign of signs) {
			const value = values[sign];
			if (value !== undefined) said[sign].push({ day, value });
		}
	}
	return said;
}

/** Ascending by column; columns in which nothing was said are left out. */
export function signColumns(said: readonly SignSaid[], columns: Columns): readonly SignColumn[] {
	const found = new Map<number, SignColumn>();
	for (const { day, value } of said) {
		const column = columns.of(day);
		if (column === undefined) continue;
		const { low, high } = found.get(column) ?? { low: value, high: value };
		found.set(column, { column, low: Math.min(low, value), high: Math.max(high, value) });
	}
	return [...found.values()].sort((a, b) => a.column - b.column);
}

/** Cut at every gap: within a run each column follows upon the one before. */
export function runsOf(columns: readonly SignColumn[]): readonly (readonly SignColumn[])[] {
	const runs: SignColumn[][] = [];
	for (const one of columns) {
		const run = runs.at(-1);
		if (run?.at(-1)?.column === one.column - 1) run.push(one);
		else runs.push([one]);
	}
	return runs;
}

export function perSign<T>(make: (sign: Sign) => T): { [sign in Sign]: T } {
	return {
		overthinking: make("overthinking"),
		disbelief: make("disbelief"),
		distance: make("distance"),
		anger: make("anger"),
		guard: make("guard"),
	};
}
