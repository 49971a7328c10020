// A page that another app wrote, as far as a journal keeps it.

import type { CivilDay } from "../day.ts";

export interface ForeignPage {
	/** Tells it from every other page of that app: the same page brought twice is one. */
	readonly key: string;
	readonly day: CivilDay;
	/** Milliseconds since 1970 when it was begun. */
	readonly at: number;
	readonly text: string;
	readonly tags: readonly string[];
}

/** The text of JSON as a value; undefined for what is none. */
export function jsonIn(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** The value of a property of its own; undefined where there is none. */
export function partOf(value: unknown, name: string): unknown {
	if (typeof value !== "object" || value === null) return undefined;
	return Object.getOwnPropertyDescriptor(value, name)?.value;
}

export function listOf(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : [];
}

export function textsOf(value: unknown): readonly string[] {
	return listOf(value).filter((part) => typeof part === "string");
}

/** Noon of a day by UTC: what a page has that tells its day and not its hour. */
export function noonOf(day: CivilDay): number {
	return Date.parse(`${day}T12:00:00Z`);
}
