import type { CivilDay } from "../app/contract.ts";
import { isDay } from "./day.ts";

/** The months of a calendar: pure reckoning with days, from 0001-01-01 to 9999-12-31. */

/** Days of one month by weeks; undefined where a week belongs to another month. */
export type Weeks = readonly (readonly (CivilDay | undefined)[])[];

const DAYS_OF_A_WEEK = 7;

/** The weeks of the month that a day is in; `firstWeekday` is 1 (Monday) to 7. */
export function weeksOf(day: CivilDay, firstWeekday: number): Weeks {
	const days = daysOfMonth(day);
	const before = days[0] === undefined ? 0 : (weekdayOf(days[0]) - firstWeekday + 7) % 7;
	const cells = [...Array.from({ length: before }, () => undefined), ...days];
	const weeks: (CivilDay | undefined)[][] = [];
	for (let at = 0; at < cells.length; at += DAYS_OF_A_WEEK) {
		const week = cells.slice(at, at + DAYS_OF_A_WEEK);
		weeks.push(Array.from({ length: DAYS_OF_A_WEEK }, (_, cell) => week[cell]));
	}
	return weeks;
}

/** The same day so many months later (earlier if negative), or the last one of a shorter month. */
export function monthAfter(day: CivilDay, months: number): CivilDay {
	const [year, month] = partsOf(day);
	const count = year * 12 + (month - 1) + months;
	return inMonth(Math.floor(count / 12), (((count % 12) + 12) % 12) + 1, day) ?? day;
}

/** The same day of another year, or the last one of a shorter February. */
export function inYear(day: CivilDay, year: number): CivilDay {
	const [, month] = partsOf(day);
	return inMonth(year, month, day) ?? day;
}

/** 1 (Monday) to 7. */
export function weekdayOf(day: CivilDay): number {
	return new Date(`${day}T12:00:00Z`).getUTCDay() || 7;
}

function daysOfMonth(day: CivilDay): readonly CivilDay[] {
	return Array.from({ length: 31 }, (_, at) => dayOf(day.slice(0, 7), at + 1)).filter(
		(one) => one !== undefined,
	);
}

function inMonth(year: number, month: number, day: CivilDay): CivilDay | undefined {
	const named = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}`;
	const wanted = Number(day.slice(8));
	return [0, 1, 2, 3].map((less) => dayOf(named, wanted - less)).find((one) => one !== undefined);
}

function dayOf(month: string, numeral: number): CivilDay | undefined {
	const text = `${month}-${String(numeral).padStart(2, "0")}`;
	return isDay(text) ? text : undefined;
}

function partsOf(day: CivilDay): readonly [number, number] {
	return [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
}
