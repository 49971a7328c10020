import * as fc from "fast-check";
import { expect, test } from "vitest";
import { findSpans, foldText, holdsWords, queryWords } from "../../src/journal/folding.ts";

/** What a search shows as found in a text; undefined if it does not find it. */
function found(text: string, query: string): readonly string[] | undefined {
	const words = queryWords(query);
	if (!holdsWords(foldText(text), words)) return undefined;
	return findSpans(text, words).map(({ start, end }) => text.slice(start, end));
}

test("case and accents make no difference", () => {
	expect(found("Café con Ana", "cafe")).toEqual(["Café"]);
	expect(found("CAFÉ CON ANA", "café")).toEqual(["CAFÉ"]);
	expect(found("mañana", "MANANA")).toEqual(["mañana"]);
	expect(found("Ὀδυσσεύς", "οδυσσευσ")).toEqual(["Ὀδυσσεύς"]);
});

test("composed and decomposed letters find each other, with their accents in the span", () => {
	expect(found("un cafe\u0301 doble", "café")).toEqual(["cafe\u0301"]);
	expect(found("un café doble", "cafe\u0301")).toEqual(["café"]);
});

test("all words must occur, in any order, and every place of each is found", () => {
	expect(found("walked in the rain with Bo", "bo rain")).toEqual(["rain", "Bo"]);
	expect(found("rain, rain and Rain", "rain")).toEqual(["rain", "rain", "Rain"]);
	expect(found("walked in the rain with Bo", "rain snow")).toBeUndefined();
});

test("spans fit when signs before them fold to more or to fewer units", () => {
	expect(found("İstanbul and 👩🏽‍🚀 and tea", "tea")).toEqual(["tea"]);
	expect(found("e\u0301e\u0301e\u0301 x", "x")).toEqual(["x"]);
	expect(found("👍🏽 good", "good")).toEqual(["good"]);
});

test("places that meet or overlap are one", () => {
	expect(found("rainbow", "bow rain")).toEqual(["rainbow"]);
	expect(found("banana", "ana nan")).toEqual(["anana"]);
	expect(found("aaa", "aa")).toEqual(["aaa"]);
});

test("an empty search finds everything and marks nothing", () => {
	expect(found("anything", "  \n")).toEqual([]);
});

const word = fc.string({ unit: fc.constantFrom(..."aÁébÑ👍שלΣς각"), minLength: 1, maxLength: 6 });
const text = fc.string({ unit: "grapheme", maxLength: 20 });

test("a word that stands in a text is found there, and what is marked folds to it", () => {
	fc.assert(
		fc.property(text, word, text, (before, wanted, after) => {
			const shown = found(`${before} ${wanted} ${after}`, wanted);
			expect(shown?.map(foldText)).toContainEqual(expect.stringContaining(foldText(wanted)));
		}),
		{ numRuns: 500 },
	);
});

test("what is marked ascends, never overlaps, and leaves no place of a word unmarked", () => {
	fc.assert(
		fc.property(text, word, (around, wanted) => {
			const whole = `${around}${wanted}${around}${wanted}`;
			const spans = findSpans(whole, queryWords(wanted));
			let rest = "";
			let at = 0;
			for (const { start, end } of spans) {
				expect(start).toBeGreaterThanOrEqual(at);
				expect(end).toBeGreaterThan(start);
				rest += `${whole.slice(at, start)}\u0000`;
				at = end;
			}
			expect(foldText(rest + whole.slice(at))).not.toContain(foldText(wanted));
		}),
		{ numRuns: 500 },
	);
});
