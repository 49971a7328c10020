// What changed between two texts, word by word: for the eye that compares two versions.

import { diffComm } from "node-diff3";

/** A run of words that both texts hold, or that only the earlier (`gone`) or the later one (`come`) does. */
export interface Difference {
	readonly text: string;
	readonly kind: "same" | "gone" | "come";
}

/** Together, `same` and `gone` are the earlier text, `same` and `come` the later one. */
export function differencesOf(before: string, after: string): readonly Difference[] {
	const parts: Difference[] = [];
	for (const part of diffComm(words(before), words(after))) {
		if ("common" in part) add(parts, "same", part.common);
		else {
			add(parts, "gone", part.buffer1);
			add(parts, "come", part.buffer2);
		}
	}
	return parts;
}

function add(parts: Difference[], kind: Difference["kind"], found: readonly string[]): void {
	if (found.length > 0) parts.push({ kind, text: found.join("") });
}

/** Words, white space, and every other sign by itself: a comma that comes does not change the word before it. */
function words(text: string): string[] {
	return text.match(/\s+|[\p{L}\p{M}\p{N}'’]+|[^\s\p{L}\p{M}\p{N}'’]/gu) ?? [];
}
