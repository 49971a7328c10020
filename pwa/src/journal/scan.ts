// What is searched: folded texts by their numbers, looked through one after the other. A scan needs no index, and forgets at once.

import { foldText, holdsWords, queryWords } from "./folding.ts";

export interface Scan {
	/** The text of a number from now on; null for one that is searched no longer. */
	hold(number: number, text: string | null): void;
	/** The numbers whose texts hold all words, ascending. */
	find(query: string): readonly number[];
}

interface Answer {
	readonly words: readonly string[];
	readonly found: readonly number[];
}

export function makeScan(): Scan {
	const folded: (string | null)[] = [];
	let last: Answer | undefined;
	return {
		hold(number, text) {
			// No gaps: an array with gaps is slow to walk.
			while (folded.length < number) folded.push(null);
			folded[number] = text === null ? null : foldText(text);
			last = undefined;
		},
		find(query) {
			const words = queryWords(query);
			const holds = (number: number): boolean => {
				const text = folded[number] ?? null;
				return text !== null && holdsWords(text, words);
			};
			const before = last !== undefined && isNarrower(words, last.words) ? last.found : undefined;
			const found: number[] = [];
			for (const number of before ?? folded.keys()) if (holds(number)) found.push(number);
			last = { words, found };
			return found;
		},
	};
}

/** True if whatever holds all `words` holds all of those before as well: as while one types on. */
function isNarrower(words: readonly string[], before: readonly string[]): boolean {
	return before.every((known) => words.some((word) => word.includes(known)));
}
