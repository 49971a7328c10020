import * as fc from "fast-check";
import { expect, test } from "vitest";
import { findWords, foldText, queryWords, unfoldSpan } from "../../src/journal/folding.ts";

/** What a search shows as found. */
function found(text: string, query: string): string | undefined {
	const span = findWords(foldText(text), queryWords(query));
	if (span === undefined) return undefined;
	const { start, end } = unfoldSpan(text, span);
	return text.slice(start, end);
}

test("case and accents make no difference", () => {
	expect(found("Café con Ana", "cafe")).toBe("Café");
	expect(found("CAFÉ CON ANA", "café")).toBe("CAFÉ");
	expect(found("mañana", "MANANA")).toBe("mañana");
	expect(found("Ὀδυσσεύς", "οδυσσευσ")).toBe("Ὀδυσσεύς");
});

test("composed and decomposed letters find each other, with their accents in the span", () => {
	expect(found("un cafe\u0301 doble", "café")).toBe("cafe\u0301");
	expect(found("un café doble", "cafe\u0301")).toBe("café");
});

test("all words must occur, in any order, and the first place is shown", () => {
	expect(found("walked in the rain with Bo", "bo rain")).toBe("rain");
	expect(found("walked in the rain with Bo", "rain snow")).toBeUndefined();
});

test("spans fit when signs before them fold to more or to fewer units", () => {
	expect(found("İstanbul and 👩🏽‍🚀 and tea", "tea")).toBe("tea");
	expect(found("e\u0301e\u0301e\u0301 x", "x")).toBe("x");
	expect(found("👍🏽 good", "good")).toBe("good");
});

test("an empty search matches everything, at the beginning", () => {
	expect(findWords(foldText("anything"), queryWords("  \n"))).toEqual({ start: 0, end: 0 });
	expect(unfoldSpan("anything", { start: 0, end: 0 })).toEqual({ start: 0, end: 0 });
});

test("a word that stands in a text is found there, and what is shown folds to it", () => {
	const word = fc.string({ unit: fc.constantFrom(..."aÁébÑ👍שלΣς"), minLength: 1, maxLength: 6 });
	const text = fc.string({ unit: "grapheme", maxLength: 20 });
	fc.assert(
		fc.property(text, word, text, (before, wanted, after) => {
			const shown = found(`${before} ${wanted} ${after}`, wanted);
			expect(shown).toBeDefined();
			expect(foldText(shown ?? "")).toBe(foldText(wanted));
		}),
		{ numRuns: 500 },
	);
});
