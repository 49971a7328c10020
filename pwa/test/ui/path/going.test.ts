import { describe, expect, it } from "vitest";
import { type Draft, guidedPiece } from "../../../src/app/contract.ts";
import { toCivilDay } from "../../../src/journal/day.ts";
import { newEntryId } from "../../../src/journal/entry-id.ts";
import { CLOSING } from "../../../src/ui/path/asked.ts";
import { openingOf, withAnswer, withPiece } from "../../../src/ui/path/going.ts";
import { written } from "./given.ts";

const today = toCivilDay("2026-11-25");

function draft(fields: Draft["fields"]): Draft {
	const id = newEntryId(new Uint8Array(16).fill(1));
	return { id, kind: "piece", day: today, at: 0, text: "", tags: [], fields, edit: false };
}

describe("a piece that is opened", () => {
	it("[C2] says first what it asks, and once begun opens at the question where it was left", () => {
		expect(openingOf(draft(guidedPiece.fields(written()))).part).toBe("before");
		expect(openingOf(draft(guidedPiece.fields(written({ at: "b" })))).part).toBe("asking");
	});

	it("has said it already on the closing page", () => {
		expect(openingOf(draft(guidedPiece.fields(written({ piece: CLOSING })))).part).toBe("asking");
	});
});

describe("a piece that is written", () => {
	it("keeps what a newer version holds beside it, and no answer without words", () => {
		const first = draft({ piece: "p", skipped: ["a"], answer_a: "tea", of_a_newer_version: 7 });
		const piece = { ...guidedPiece.read(first.fields), skipped: [], at: "b" };
		const next = withPiece(first, withAnswer(piece, "a", ""));
		expect(next.fields).toEqual({ piece: "p", prompt: "b", of_a_newer_version: 7 });
	});

	it("[C4] remembers the days on which it was written by the clock, each once", () => {
		const once = withAnswer(written({ timed: ["2026-11-26"] }), "a", "words", today);
		expect(once.timed).toEqual(["2026-11-25", "2026-11-26"]);
		expect(withAnswer(once, "a", "more words", today).timed).toEqual(once.timed);
		expect(withAnswer(written(), "a", "words").timed).toEqual([]);
	});

	it("[C6] holds no number that the person did not want kept", () => {
		const kept = withPiece(draft({}), withAnswer(written(), "a", "words"));
		expect(Object.keys(kept.fields).sort()).toEqual(["answer_a", "piece"]);
	});
});
