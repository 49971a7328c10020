// The civil day: a date of the person's own life, with no time zone. It may begin after midnight.

declare const brand: unique symbol;
/** A civil date, `YYYY-MM-DD`, of the person's own day (which may start after midnight). */
export type CivilDay = string & { readonly [brand]: "CivilDay" };

const layout = /^(\d{4})-(\d{2})-(\d{2})$/;

/** True for an existing day of the years 0001 to 9999. */
export function isCivilDay(text: string): text is CivilDay {
	const parts = layout.exec(text);
	if (parts === null) return false;
	const [year, month, day] = parts.slice(1).map(Number);
	if (year === undefined || month === undefined || day === undefined || year === 0) return false;
	return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

/** Throws a RangeError for anything but an existing day. */
export function toCivilDay(text: string): CivilDay {
	if (!isCivilDay(text)) throw new RangeError("expected an existing day, YYYY-MM-DD");
	return text;
}

/**
 * The day that a moment belongs to by the clock on the wall: before `dayStart` (an hour, 0 to 6)
 * it is still the day before.
 */
export function dayOf(moment: Date, dayStart: number): CivilDay {
	const late = moment.getHours() < dayStart ? 1 : 0;
	const noon = new Date(moment.getFullYear(), moment.getMonth(), moment.getDate() - late, 12);
	const pad = (value: number, size: number) => String(value).padStart(size, "0");
	return toCivilDay(
		`${pad(noon.getFullYear(), 4)}-${pad(noon.getMonth() + 1, 2)}-${pad(noon.getDate(), 2)}`,
	);
}

/** Days since 1970-01-01 by UTC, as a roster says it (R19). */
export function daysSince1970(moment: Date): number {
	return Math.floor(moment.getTime() / 86_400_000);
}

/** Days from 1970-01-01 to a civil day; negative before it. */
export function dayNumber(day: CivilDay): number {
	return Date.parse(`${day}T00:00:00Z`) / 86_400_000;
}

/** The civil day of such a number. Throws a RangeError beyond the years that there are. */
export function dayOfNumber(number: number): CivilDay {
	return toCivilDay(new Date(number * 86_400_000).toISOString().slice(0, 10));
}

function daysIn(year: number, month: number): number {
	const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
	return month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}
