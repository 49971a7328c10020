// Reading single fields. What is absent or does not fit is undefined (a text: empty; a list: without it).

import { type CivilDay, isCivilDay } from "./day.ts";
import type { Fields } from "./revision.ts";

export function textIn(fields: Fields, name: string): string {
	const value = fields[name];
	return typeof value === "string" ? value : "";
}

/** One of a few words. */
export function choiceIn<T extends string>(
	fields: Fields,
	name: string,
	choices: readonly T[],
): T | undefined {
	const value = fields[name];
	return choices.find((choice) => choice === value);
}

export function dayIn(fields: Fields, name: string): CivilDay | undefined {
	const value = fields[name];
	return typeof value === "string" && isCivilDay(value) ? value : undefined;
}

export function flagIn(fields: Fields, name: string): boolean {
	return fields[name] === true;
}

/** A whole number from 0 to 10. */
export function scaleIn(fields: Fields, name: string): number | undefined {
	const value = fields[name];
	const fits = typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 10;
	return fits ? value : undefined;
}

export function listIn(fields: Fields, name: string): readonly string[] {
	const value = fields[name];
	return Array.isArray(value) ? value.filter((part) => typeof part === "string") : [];
}

/** The fields of those values that say something; what is not said takes no place. */
export function said(values: { readonly [name: string]: Fields[string] | undefined }): Fields {
	const kept = Object.entries(values).flatMap(([name, value]) =>
		value === undefined || value === "" || value === false ? [] : [[name, value] as const],
	);
	return Object.fromEntries(kept);
}
