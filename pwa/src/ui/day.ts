import type { CivilDay } from "../app/contract.ts";
import { language } from "./language.ts";

/** True for `YYYY-MM-DD` of a day that exists, in the years 0001 to 9999. */
export function isDay(text: string): text is CivilDay {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith("0000")) return false;
	const date = new Date(`${text}T00:00:00Z`);
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** The day that many days later (earlier if negative); the day itself beyond the years that there are. */
export function dayAfter(day: CivilDay, days: number): CivilDay {
	const later = new Date(noon(day).getTime() + days * 86_400_000).toISOString().slice(0, 10);
	return isDay(later) ? later : day;
}

/** "Monday 23 November 2026"; without the year if that is the year of `near`. */
export function dayInWords(day: CivilDay, near?: CivilDay): string {
	return begun(dayWithinWords(day, near));
}

/** The same within a sentence. */
export function dayWithinWords(day: CivilDay, near?: CivilDay): string {
	const year = near?.slice(0, 4) === day.slice(0, 4) ? {} : ({ year: "numeric" } as const);
	return civil(day, { weekday: "long", day: "numeric", month: "long", ...year });
}

/** "23 November 2026", "November 2026" or "2026", for as much of `YYYY-MM-DD` as there is. */
export function dateInWords(date: string): string {
	const [, month, day] = date.split("-");
	return formatter({
		year: "numeric",
		...(month && { month: "long" }),
		...(day && { day: "numeric" }),
		timeZone: "UTC",
	}).format(new Date(date));
}

/** "23 Nov 2026". */
export function dayInShort(day: CivilDay): string {
	return civil(day, { day: "numeric", month: "short", year: "numeric" });
}

/** "26 Oct 2026 – 25 Nov 2026". */
export function stretchInWords(from: CivilDay, to: CivilDay): string {
	return from === to ? dayInShort(from) : `${dayInShort(from)} – ${dayInShort(to)}`;
}

/** "Monday", or "Mon". */
export function weekday(day: CivilDay, length: "long" | "short" = "long"): string {
	return civil(day, { weekday: length });
}

/** The day that a week begins with where the device is: 1 (Monday) to 7. */
export function firstWeekday(): number {
	const tags = globalThis.navigator?.languages ?? [];
	const tag = tags.find((one) => one.slice(0, 2) === language.value) ?? language.value;
	const { firstDay } = weekOf(new Intl.Locale(tag)) ?? { firstDay: 1 };
	return firstDay;
}

/** "November 2026". */
export function monthInWords(day: CivilDay): string {
	return begun(civil(day, { month: "long", year: "numeric" }));
}

/** The year and month, for telling months apart. */
export function monthOf(day: CivilDay): string {
	return day.slice(0, 7);
}

/** The day of the month without a leading zero. */
export function numeral(day: CivilDay): string {
	return String(Number(day.slice(8)));
}

/** The time of day of an instant in milliseconds since 1970, where the device is. */
export function timeInWords(at: number): string {
	return formatter({ hour: "numeric", minute: "2-digit" }).format(at);
}

/** A full hour of the day, 0 to 23. */
export function hourInWords(hour: number): string {
	return formatter({ hour: "numeric", minute: "2-digit", timeZone: "UTC" }).format(
		hour * 3_600_000,
	);
}

/** An instant as a time, with its date unless it is of the same day as `now`. */
export function instantInWords(at: number, now: number): string {
	const sameDay = new Date(at).toDateString() === new Date(now).toDateString();
	if (sameDay) return timeInWords(at);
	return formatter({ day: "numeric", month: "long", hour: "numeric", minute: "2-digit" }).format(
		at,
	);
}

// As a heading begins: Spanish, for one, writes its days and months small elsewhere.
function begun(text: string): string {
	return text.charAt(0).toLocaleUpperCase(language.value) + text.slice(1);
}

function noon(day: CivilDay): Date {
	return new Date(`${day}T12:00:00Z`);
}

function civil(day: CivilDay, options: Intl.DateTimeFormatOptions): string {
	return formatter({ ...options, timeZone: "UTC" }).format(noon(day));
}

// Newer than the types are; browsers without it begin with Monday.
function weekOf(locale: Intl.Locale): { readonly firstDay: number } | undefined {
	if (!("getWeekInfo" in locale) || typeof locale.getWeekInfo !== "function") return undefined;
	const week: unknown = locale.getWeekInfo();
	if (typeof week !== "object" || week === null || !("firstDay" in week)) return undefined;
	return typeof week.firstDay === "number" ? { firstDay: week.firstDay } : undefined;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

// A formatter costs far more to make than to use, and a long list of days uses few.
function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
	const locale = language.value === "en" ? englishHere() : "es";
	const key = `${locale} ${JSON.stringify(options)}`;
	const made = formatters.get(key) ?? new Intl.DateTimeFormat(locale, options);
	formatters.set(key, made);
	return made;
}

// The browser's own kind of English, so that 12 or 24 hours are what the person is used to.
function englishHere(): string {
	return globalThis.navigator?.languages?.find((tag) => tag.startsWith("en-")) ?? "en-GB";
}
