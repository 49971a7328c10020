// Going through a piece: every way on is as good as any other, and nothing is lost by it.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { askedAt, setAside, type WalkEvent, walk } from "../../../src/ui/path/walk.ts";
import { question, written } from "./given.ts";

const asked = ["a", "b", "c"].map(question);
const events = fc.oneof(
	fc.constantFrom<WalkEvent>(
		{ name: "next" },
		{ name: "skip" },
		{ name: "later" },
		{ name: "earlier" },
	),
	fc.constantFrom("a", "b", "c").map((id): WalkEvent => ({ name: "to", id })),
);

describe("going through a piece", () => {
	it("[C1] keeps every answer whatever is touched, and always stands at a question", () => {
		fc.assert(
			fc.property(
				fc.array(events),
				fc.dictionary(fc.constantFrom("a", "b", "c"), fc.string()),
				(way, said) => {
					const answers = new Map(Object.entries(said));
					let piece = written({ answers });
					for (const event of way) piece = walk(asked, piece, event).piece;
					expect(piece.answers).toEqual(answers);
					expect(askedAt(asked, piece)).toBeDefined();
				},
			),
		);
	});

	it("[C1] is through whether all of it was answered, skipped or set aside", () => {
		for (const name of ["next", "skip", "later"] as const) {
			let walked = { piece: written(), ended: false };
			for (const _ of asked) walked = walk(asked, walked.piece, { name });
			expect(walked.ended).toBe(true);
		}
	});

	it("stands where it was left, and at the first question of a new one", () => {
		expect(askedAt(asked, written({ at: "b" }))?.id).toBe("b");
		expect(askedAt(asked, written())?.id).toBe("a");
		expect(askedAt(asked, written({ at: "gone" }))?.id).toBe("a");
		expect(askedAt([], written())).toBeUndefined();
	});

	it("leads back one question, and stays at the first", () => {
		expect(walk(asked, written({ at: "b" }), { name: "earlier" }).piece.at).toBe("a");
		expect(walk(asked, written({ at: "a" }), { name: "earlier" }).piece.at).toBe("a");
	});

	it("is done unless something was set aside; that waits at the end", () => {
		const skipped = walk(asked, written({ at: "c", skipped: ["a", "b"] }), { name: "skip" });
		expect(skipped.piece.done).toBe(true);
		const waiting = walk(asked, written({ at: "c", skipped: ["a"] }), { name: "skip" });
		expect(waiting.piece.done).toBe(false);
		expect(setAside(asked, waiting.piece).map(({ id }) => id)).toEqual(["b"]);
	});

	it("passes by what has no words on going on, and asks for it no more", () => {
		const { piece } = walk(asked, written(), { name: "next" });
		expect(piece.skipped).toEqual(["a"]);
		const answers = new Map([["a", "words"]]);
		expect(
			walk(asked, written({ answers, skipped: ["a"] }), { name: "next" }).piece.skipped,
		).toEqual([]);
	});
});
