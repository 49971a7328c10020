// The name and the sign under which the app stands on a home screen and in a tab: one of three, none of which says anything.

import { signal } from "@preact/signals";
import { language } from "./language.ts";
import { say } from "./words.ts";

const KEPT_AS = "name";
export const names = ["moments", "notes", "pebbles"] as const;
export type Name = (typeof names)[number];

/** The one chosen in this browser, else the first. */
export const chosenName = signal<Name>(kept());

/** The choice is kept in this browser if it allows that, like the language. */
export function chooseName(name: Name): void {
	chosenName.value = name;
	try {
		localStorage.setItem(KEPT_AS, name);
	} catch {
		// Storage is refused: the choice lasts until the page closes.
	}
}

export function nameInWords(name: Name = chosenName.value): string {
	return say(`name.${name}`);
}

/** The folder of a name's icons. */
export function iconsOf(name: Name): string {
	return name === "moments" ? "/icons" : `/icons/${name}`;
}

/** Puts name and sign where a browser looks for them: what it shows now, and what it installs. */
export function dressPage(): void {
	const name = chosenName.value;
	const words = nameInWords(name);
	document.title = words;
	const parts = ["manifest", name === "moments" ? "" : name, language.value].filter(
		(part) => part !== "" && part !== "en",
	);
	set('link[rel="manifest"]', "href", `/${parts.join(".")}.webmanifest`);
	set('link[rel="icon"]', "href", `${iconsOf(name)}/icon.svg`);
	set('link[rel="apple-touch-icon"]', "href", `${iconsOf(name)}/apple-touch-180.png`);
	set('meta[name="apple-mobile-web-app-title"]', "content", words);
}

function set(selector: string, attribute: string, value: string): void {
	document.querySelector(selector)?.setAttribute(attribute, value);
}

function kept(): Name {
	try {
		const text = localStorage.getItem(KEPT_AS);
		return names.find((name) => name === text) ?? "moments";
	} catch {
		return "moments";
	}
}
