import type { CivilDay, Entry } from "../../app/contract.ts";
import { monthOf } from "../day.ts";
import { monthAfter } from "../month.ts";

/** The long view: which months hold words. How many, and how long they are, is nobody's matter. */

export interface MonthOfView {
	/** The newest day of the month that holds words; any day of it where none does. */
	readonly day: CivilDay;
	readonly written: boolean;
}

const MONTHS_AT_MOST = 1200;

/** Every month from the newest (this one at least) back to the oldest that holds words. */
export function monthsIn(entries: readonly Entry[], today: CivilDay): readonly MonthOfView[] {
	const newest = new Map<string, CivilDay>();
	for (const { day } of entries) if (!newest.has(monthOf(day))) newest.set(monthOf(day), day);
	const first = entries[0]?.day ?? today;
	const last = entries.at(-1)?.day ?? today;
	const months: MonthOfView[] = [];
	let month = first > today ? first : today;
	while (monthOf(month) >= monthOf(last) && months.length < MONTHS_AT_MOST) {
		const day = newest.get(monthOf(month));
		months.push({ day: day ?? month, written: day !== undefined });
		const earlier = monthAfter(month, -1);
		if (earlier === month) break;
		month = earlier;
	}
	return months;
}
