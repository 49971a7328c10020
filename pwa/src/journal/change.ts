// Whether a sign changed clearly. One simple rule, so that it can be said in a sentence: the last two weeks are held against
// all days before them; each side needs three sayings; the middle one of the later side has to lie two steps or more away.

import { type CivilDay, dayNumber, dayOfNumber, toCivilDay } from "./day.ts";
import type { SignSaid } from "./sign-columns.ts";

export type Change = "lower" | "higher";

const FIRST = dayNumber(toCivilDay("0001-01-01"));
const RECENT_DAYS = 14;
const LEAST = 3;
const CLEAR = 2;

/** Undefined where no change is clear. `said` lies within the stretch that ends on `to`. */
export function changeOf(said: readonly SignSaid[], to: CivilDay): Change | undefined {
	const since = dayOfNumber(Math.max(dayNumber(to) - RECENT_DAYS, FIRST));
	const later = values(said.filter(({ day }) => day > since));
	const before = values(said.filter(({ day }) => day <= since));
	if (later.length < LEAST || before.length < LEAST) return undefined;
	if (upperMiddle(later) <= lowerMiddle(before) - CLEAR) return "lower";
	return lowerMiddle(later) >= upperMiddle(before) + CLEAR ? "higher" : undefined;
}

function values(said: readonly SignSaid[]): readonly number[] {
	return said.map(({ value }) => value).sort((a, b) => a - b);
}

// Of an even number of sayings two are in the middle; the one that makes the smaller change counts.
function lowerMiddle(sorted: readonly number[]): number {
	return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

function upperMiddle(sorted: readonly number[]): number {
	return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
