import { signal } from "@preact/signals";
import type { Language } from "../app/contract.ts";

const KEPT_AS = "language";
export const languages: readonly Language[] = ["en", "es"];

/** The language of the screens: the one chosen here, else the first of the browser's that we speak. */
export const language = signal<Language>(kept() ?? ofBrowser());

/** Changes the screens at once, whose texts must be there; the choice is kept in this browser if it allows that. */
export function chooseLanguage(chosen: Language): void {
	language.value = chosen;
	try {
		localStorage.setItem(KEPT_AS, chosen);
	} catch {
		// Storage is refused: the choice lasts until the page closes.
	}
}

export function isLanguage(text: string | undefined | null): text is Language {
	return text === "en" || text === "es";
}

function kept(): Language | undefined {
	try {
		const text = localStorage.getItem(KEPT_AS);
		return isLanguage(text) ? text : undefined;
	} catch {
		return undefined;
	}
}

function ofBrowser(): Language {
	const wanted = globalThis.navigator?.languages ?? [];
	return wanted.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? "en";
}
