// How often one writes by the clock: once a day at most, and after a few days of it a pause is suggested. Both are read from what was
// written, on whichever device. A free page is never limited by either.

import { type CivilDay, type Draft, type Entry, guidedPiece } from "../../app/contract.ts";

/** From so many days on, a pause is suggested. */
const ENOUGH = 3;
/** Days without it that make a pause. */
const PAUSE = 7;
const DAY = 86_400_000;

type Written = Pick<Entry | Draft, "id" | "kind" | "fields">;

/** The days on which a piece was written by the clock, ascending, each once; without those of `except`. */
export function timedDays(written: readonly Written[], except?: string): readonly string[] {
	const days = written
		.filter(({ id, kind }) => kind === "piece" && id !== except)
		.flatMap(({ fields }) => guidedPiece.read(fields).timed);
	return [...new Set(days)].sort();
}

/** True if there is room for it today. */
export function mayBeginTimed(days: readonly string[], today: CivilDay): boolean {
	return !days.includes(today);
}

/** True after three days of it or more with no pause of a week between them, or since. */
export function isPauseDue(days: readonly string[], today: CivilDay): boolean {
	let since: string = today;
	let run = 0;
	for (const day of days.filter((one) => one <= today).reverse()) {
		if (daysBetween(day, since) > PAUSE) break;
		run += 1;
		since = day;
	}
	return run >= ENOUGH;
}

function daysBetween(day: string, later: string): number {
	return (Date.parse(later) - Date.parse(day)) / DAY;
}
