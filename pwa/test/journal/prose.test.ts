import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mergeProse } from "../../src/journal/prose.ts";
import { fold, revision, wordsIn } from "./given.ts";

function merge(base: string, left: string, right: string) {
	const merging = mergeProse(left);
	merging.add(right, base);
	return merging.result();
}

describe("[R43] what two devices changed at different places is merged silently", () => {
	const cases: readonly (readonly [string, string, string, string, string])[] = [
		["other lines", "one\ntwo\nthree", "ONE\ntwo\nthree", "one\ntwo\nTHREE", "ONE\ntwo\nTHREE"],
		["words of a line", "a b c d e", "A b c d e", "a b c d E", "A b c d E"],
		["a line put in", "one\ntwo", "one\nhalf\ntwo", "one\ntwo\nthree", "one\nhalf\ntwo\nthree"],
		[
			"a line taken out",
			"one\ntwo\nthree\nfour",
			"one\nthree\nfour",
			"one\ntwo\nthree\n4",
			"one\nthree\n4",
		],
		["the same change", "tea", "tea with Ana", "tea with Ana", "tea with Ana"],
		["only one side", "tea", "tea", "tea\nand cake", "tea\nand cake"],
		[
			"families of emoji",
			"we are 👨‍👩‍👧 at home today",
			"we are 👨‍👩‍👧‍👦 at home today",
			"we are 👨‍👩‍👧 at home today 🏳️‍🌈",
			"we are 👨‍👩‍👧‍👦 at home today 🏳️‍🌈",
		],
		[
			"writing from right to left",
			"היום שתינו תה בגינה",
			"אתמול שתינו תה בגינה",
			"היום שתינו תה בגינה יחד",
			"אתמול שתינו תה בגינה יחד",
		],
	];
	test.each(cases)("%s", (_, base, left, right, merged) => {
		expect(merge(base, left, right)).toEqual({ text: merged, pieces: [merged] });
		expect(merge(base, right, left)).toEqual({ text: merged, pieces: [merged] });
	});
});

describe("[R43] where both changed the same place, both versions stay visible", () => {
	test("a word", () => {
		expect(merge("tea with Ana at four", "tea with Bo at four", "tea with Cy at four")).toEqual({
			text: "tea with Bo Cy at four",
			pieces: ["tea with ", { versions: ["Bo", "Cy"] }, " at four"],
		});
	});

	test("lines put in at the same place stand below each other", () => {
		expect(merge("", "rain all day", "a long walk")).toEqual({
			text: "rain all day\na long walk",
			pieces: [{ versions: ["rain all day", "a long walk"] }],
		});
	});

	test("emoji are never cut", () => {
		expect(merge("it was 👍 then", "it was 👍🏽 then", "it was 👍🏿 then").pieces).toEqual([
			"it was ",
			{ versions: ["👍🏽", "👍🏿"] },
			" then",
		]);
	});

	test("a deletion yields to what the other side wrote there", () => {
		expect(merge("a b c\nkeep", "keep", "a b C\nkeep").text).toBe("a b C\nkeep");
		expect(merge("a b c d e", "a d e", "a b X d e").text).toContain("X");
	});

	test("three heads: three versions' words, in ascending order of ids", () => {
		const entry = fold([
			revision("a", [], { text: "tea with Ana" }),
			revision("d", ["a"], { text: "tea with Dee" }),
			revision("b", ["a"], { text: "tea with Bo" }),
			revision("c", ["a"], { text: "tea with Cy" }),
		]);
		expect(entry.text).toBe("tea with Bo Cy Dee");
		expect(entry.pieces).toHaveLength(2);
	});

	test("heads without a common ancestor keep all of their words", () => {
		const entry = fold([
			revision("a", [], { text: "from the phone" }),
			revision("b", [], { text: "from the desk" }),
		]);
		expect(entry.text).toBe("from the phone\nfrom the desk");
	});

	test("a save on both versions ends it: one plain text again", () => {
		const entry = fold([
			revision("a", [], { text: "tea" }),
			revision("b", ["a"], { text: "coffee" }),
			revision("c", ["a"], { text: "milk" }),
			revision("d", ["b", "c"], { text: "coffee and milk" }),
		]);
		expect(entry.pieces).toEqual(["coffee and milk"]);
	});
});

const word = fc.constantFrom("a", "b", "c", "👍🏽", "שלום", "é");
const line = fc.array(word, { maxLength: 5 }).map((words) => words.join(" "));
const text = fc.array(line, { maxLength: 4 }).map((lines) => lines.join("\n"));
const marked = (mark: string) =>
	fc
		.array(
			fc.oneof(
				word,
				fc.nat(99).map((n) => `${mark}${n}`),
				fc.constant("\n"),
			),
			{ maxLength: 9 },
		)
		.map((words) => words.join(" "));

test("[R43] every word that a side wrote anew is in the merge, and pieces hold what the text holds", () => {
	fc.assert(
		fc.property(text, marked("L"), marked("R"), (base, left, right) => {
			const { text: merged, pieces } = merge(base, left, right);
			const written = wordsIn(`${left} ${right}`).difference(wordsIn(base));
			expect([...written.difference(wordsIn(merged))]).toEqual([]);
			const shown = pieces.map((piece) =>
				typeof piece === "string" ? piece : piece.versions.join(" "),
			);
			expect(wordsIn(shown.join(""))).toEqual(wordsIn(merged));
		}),
		{ numRuns: 1_000 },
	);
});

test("[R43] a side that changed nothing changes nothing", () => {
	fc.assert(
		fc.property(text, text, (base, changed) => {
			expect(merge(base, changed, base).text).toBe(changed);
			expect(merge(base, base, changed).text).toBe(changed);
			expect(merge(base, changed, changed).text).toBe(changed);
		}),
	);
});
