import { describe, expect, it } from "vitest";
import en from "../../../content/en.json";
import es from "../../../content/es.json";
import { readContent } from "../../../src/ui/content.ts";
import { CLOSING, pieceOf, pieceWithout, readingOf } from "../../../src/ui/path/asked.ts";

const content = readContent(en);

describe("what a piece asks", () => {
	it("for two, asks each question of the one who holds the phone and then of the other", () => {
		const known = pieceOf(content, "two-chairs");
		expect(known?.asked.slice(0, 2).map(({ id, turn }) => [id, turn])).toEqual([
			["chairs", "holder"],
			["chairs-other", "other"],
		]);
		expect(known?.asked[0]?.ask).toBe(known?.asked[1]?.ask);
	});

	it("[C7] has the closing page among the pieces, with its questions", () => {
		expect(pieceOf(content, CLOSING)?.asked.map(({ id }) => id)).toEqual(
			en.closing.prompts.map(({ id }) => id),
		);
	});

	it("is the same in both languages but for the sentences", () => {
		const spanish = readContent(es);
		for (const { pieces } of content.steps) {
			for (const { id } of pieces) {
				const ids = pieceOf(spanish, id)?.asked.map((one) => one.id);
				expect(ids).toEqual(pieceOf(content, id)?.asked.map((one) => one.id));
			}
		}
	});
});

describe("reading what was answered", () => {
	it("shows each answer with its question, and those whose question is gone without one", () => {
		const asked = pieceOf(content, "at-my-own-pace")?.asked ?? [];
		const answers = new Map([
			["gone", "an old answer"],
			["enough", "a tight jaw"],
			["holds", "  "],
		]);
		const reading = readingOf(asked, answers);
		expect(reading.map(({ answer }) => answer)).toEqual(["a tight jaw", "an old answer"]);
		expect(reading.map((one) => one.asked?.id)).toEqual(["enough", undefined]);
	});

	it("lets the answers of a piece that is gone be changed", () => {
		expect(pieceOf(content, "no-such-piece")).toBeUndefined();
		const known = pieceWithout("no-such-piece", "Page", "Gone.", new Map([["a", "words"]]));
		expect(known.asked).toEqual([{ id: "a", ask: "Gone.", hint: "", turn: undefined }]);
	});
});
