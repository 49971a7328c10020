// The contacts that are built in. The build holds the file to its schema and its dates.

import content from "../../content/contacts.json";

interface Source {
	readonly title: string;
	readonly address: string;
	/** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, as the page shows it. */
	readonly dated?: string | undefined;
}

export interface LookedUp {
	readonly verified: string;
	readonly sources: readonly Source[];
}

export interface Danger extends LookedUp {
	readonly phone: string;
	readonly silent?: string | undefined;
}

export interface Contact extends LookedUp {
	readonly name: string;
	readonly purpose: string;
	readonly phone?: string | undefined;
	readonly text?: { readonly number: string; readonly word?: string | undefined } | undefined;
	readonly hours?: string | readonly string[] | undefined;
	readonly free?: boolean | undefined;
	readonly unbilled?: boolean | undefined;
	readonly languages?: readonly string[] | undefined;
	readonly others?: boolean | undefined;
}

export interface Region {
	readonly danger: Danger;
	readonly contacts: readonly Contact[];
}

const regions: Readonly<Record<string, Region>> = content.regions;

export const regionCodes: readonly string[] = Object.keys(regions);

export function regionOf(code: string): Region | undefined {
	return Object.hasOwn(regions, code) ? regions[code] : undefined;
}

/** Dials, also without a connection. */
export function callAddress(number: string): string {
	return `tel:${digitsOf(number)}`;
}

/** Begins a message, with that word in it. */
export function textAddress(number: string, word = ""): string {
	// Apple's phones want the & and others the ?; both take both.
	return `sms:${digitsOf(number)}${word && `?&body=${word}`}`;
}

function digitsOf(number: string): string {
	return number.replace(/(?!^\+)\D/g, "");
}
