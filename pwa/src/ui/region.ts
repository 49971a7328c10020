import { signal } from "@preact/signals";

const KEPT_AS = "region";

/** The place that was chosen for help, as in `contacts.json`; empty if none was. Nothing ever looks it up. */
export const region = signal(kept());

/** The choice is kept in this browser if it allows that, like the language. */
export function chooseRegion(code: string): void {
	region.value = code;
	try {
		if (code === "") localStorage.removeItem(KEPT_AS);
		else localStorage.setItem(KEPT_AS, code);
	} catch {
		// Storage is refused: the choice lasts until the page closes.
	}
}

function kept(): string {
	try {
		return localStorage.getItem(KEPT_AS) ?? "";
	} catch {
		return "";
	}
}
