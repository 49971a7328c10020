// A stretch of time cut into columns of equal units, as the pictures show it. What falls into no column is not shown.

import { type CivilDay, dayNumber, dayOfNumber, toCivilDay } from "./day.ts";
import type { EntryValue } from "./entry.ts";

export type Unit = "day" | "week" | "month" | "year";

/** Both ends are included. */
export interface Stretch {
	readonly from: CivilDay;
	readonly to: CivilDay;
}

export interface Columns extends Stretch {
	readonly unit: Unit;
	/** The first day of each column that lies in the stretch, ascending. */
	readonly starts: readonly CivilDay[];
	/** The place of a day among them; undefined for a day outside of the stretch. */
	of(day: CivilDay): number | undefined;
}

/** What the pictures are drawn from. */
export type Written = Pick<EntryValue, "id" | "kind" | "day" | "fields">;

/** How many columns of a unit may stand in a picture; more take the next larger unit. */
export type Most = Readonly<Record<Exclude<Unit, "year">, number>>;

/** `firstWeekday` is 1 (Monday) to 7. A stretch that ends before it begins has no columns. */
export function columnsOf({ from, to }: Stretch, most: Most, firstWeekday: number): Columns {
	const unit = unitFor(from, to, most);
	const place = placeIn(unit, firstWeekday);
	const first = place(from);
	const count = from > to ? 0 : place(to) - first + 1;
	return {
		from,
		to,
		unit,
		starts: Array.from({ length: count }, (_, at) =>
			at === 0 ? from : startOf(unit, first + at, firstWeekday),
		),
		of: (day) => (day < from || day > to ? undefined : place(day) - first),
	};
}

function unitFor(from: CivilDay, to: CivilDay, most: Most): Unit {
	const days = dayNumber(to) - dayNumber(from) + 1;
	if (days <= most.day) return "day";
	if (days <= most.week * 7) return "week";
	return days <= most.month * 31 ? "month" : "year";
}

/** Numbers the columns of a unit since some beginning of time. */
function placeIn(unit: Unit, firstWeekday: number): (day: CivilDay) => number {
	switch (unit) {
		case "day":
			return dayNumber;
		case "week":
			return (day) => Math.floor((dayNumber(day) - weekOffset(firstWeekday)) / 7);
		case "month":
			return (day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
		case "year":
			return (day) => Number(day.slice(0, 4));
	}
}

function startOf(unit: Unit, place: number, firstWeekday: number): CivilDay {
	switch (unit) {
		case "day":
			return dayOfNumber(place);
		case "week":
			return dayOfNumber(place * 7 + weekOffset(firstWeekday));
		case "month":
			return toCivilDay(`${padded(Math.floor(place / 12), 4)}-${padded((place % 12) + 1, 2)}-01`);
		case "year":
			return toCivilDay(`${padded(place, 4)}-01-01`);
	}
}

/** 1970-01-01 was a Thursday. */
function weekOffset(firstWeekday: number): number {
	return firstWeekday - 4;
}

function padded(value: number, size: number): string {
	return String(value).padStart(size, "0");
}
