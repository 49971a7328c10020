// Leaving at once (C17): what shows is gone within one task and the keys with it; then another page stands in this one's place.

import { signal } from "@preact/signals";
import type { Language } from "../app/contract.ts";
import { language } from "./language.ts";
import { leaveFor, type PlainPage } from "./route.ts";

const KEPT_AS = "leave";
const OFF = "off";

/** What stands in our place: pages without a script, which know nothing of us and look like nothing of ours. */
const plainPages: Readonly<Record<Language, PlainPage>> = {
	en: { address: "/houseplants.html", title: "Houseplants" },
	es: { address: "/plantas.html", title: "Plantas de interior" },
};

/** False where the quick way out was turned off in this browser. */
export const canLeave = signal(!isOff());

/** Nothing is written first and nothing waited for: what is typed is kept all the time. */
export function leave(lock: () => void): void {
	const page = plainPages[language.peek()];
	leaveFor(page, () => {
		document.body.replaceChildren();
		document.title = page.title;
		lock();
	});
	// Gone back to, this page is empty, and has the plain one's address.
	addEventListener("pageshow", ({ persisted }) => {
		if (persisted) location.reload();
	});
}

/** The choice is kept in this browser if it allows that, like the language: it holds before unlocking too. */
export function chooseLeave(on: boolean): void {
	canLeave.value = on;
	try {
		if (on) localStorage.removeItem(KEPT_AS);
		else localStorage.setItem(KEPT_AS, OFF);
	} catch {
		// Storage is refused: the choice lasts until the page closes.
	}
}

function isOff(): boolean {
	try {
		return localStorage.getItem(KEPT_AS) === OFF;
	} catch {
		return false;
	}
}
