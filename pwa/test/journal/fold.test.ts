import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emptyJournal, foldIn, foldOut, recordKey } from "../../src/journal/record.ts";
import type { Revision } from "../../src/journal/revision.ts";
import { entryId, fold, idOf, revision, wordsIn } from "./given.ts";
import { histories, unseenWords } from "./histories.ts";

const shuffled = histories.chain((revisions) =>
	fc.record({
		revisions: fc.constant(revisions),
		order: fc.shuffledSubarray([...revisions], { minLength: revisions.length }),
	}),
);

/** Folds one after the other, as pulls bring them. */
function oneByOne(revisions: readonly Revision[]) {
	let journal = emptyJournal;
	for (const one of revisions) journal = foldIn(journal, [one]).journal;
	return journal;
}

describe("random histories of three devices", () => {
	test("[R41] revisions in any order fold to the same entry, byte for byte", () => {
		fc.assert(
			fc.property(shuffled, ({ revisions, order }) => {
				expect(JSON.stringify(fold(order))).toBe(JSON.stringify(fold(revisions)));
			}),
			{ numRuns: 300 },
		);
	});

	test("[R41] folding at once, one by one or twice is the same", () => {
		fc.assert(
			fc.property(histories, (revisions) => {
				const once = foldIn(emptyJournal, revisions).journal;
				expect(oneByOne(revisions)).toEqual(once);
				expect(foldIn(once, revisions).journal).toEqual(once);
			}),
		);
	});

	test("[R43] a word that no other head has seen is in the merged text", () => {
		fc.assert(
			fc.property(histories, (revisions) => {
				const missing = unseenWords(revisions).difference(wordsIn(fold(revisions).text));
				expect([...missing]).toEqual([]);
			}),
			{ numRuns: 500 },
		);
	});

	test("[R44] a save on what shows names every head, and shows what was saved", () => {
		fc.assert(
			fc.property(histories, (revisions) => {
				const { text, heads } = fold(revisions);
				const saved = { ...revision("zz", [], { text }), parents: heads };
				const after = fold([...revisions, saved]);
				expect(after.heads).toEqual([saved.id]);
				expect(after.text).toBe(text);
			}),
		);
	});
});

test("[R41] a replaced revision is not there, and who named it names its replacement", () => {
	const entry = fold([
		revision("a", [], { text: "first" }),
		revision("b", ["a"], { text: "sealed under the old epoch" }),
		revision("b2", ["a"], { text: "sealed again", replaces: "b" }),
		revision("c", ["b"], { text: "written after it" }),
	]);
	expect(entry).toMatchObject({ heads: [idOf("c")], text: "written after it" });
});

test("[R41] a replacement whose replaced revision never came is a revision like any other", () => {
	const entry = fold([
		revision("a", [], { text: "first" }),
		revision("c", ["b"], { text: "first and third" }),
		revision("b2", ["a"], { text: "first and second", replaces: "b" }),
	]);
	expect(entry.heads).toEqual([idOf("c")]);
});

test("[R41] two new sealings of one revision are one, and no head stays behind", () => {
	const entry = fold([
		revision("a1", [], { text: "first", replaces: "a" }),
		revision("a2", [], { text: "first", replaces: "a" }),
		revision("b1", ["a"], { text: "second", replaces: "b" }),
		revision("b2", ["a"], { text: "second", replaces: "b" }),
		revision("c", ["a2", "b2"], { text: "third" }),
	]);
	expect(entry).toMatchObject({ heads: [idOf("c")], text: "third" });
});

test("[R42] a new sealing changes nothing of what shows, whatever its id is", () => {
	const heads = [revision("b", ["a"], { text: "one" }), revision("c", ["a"], { text: "two" })];
	const before = fold([revision("a", [], { text: "" }), ...heads]);
	const after = fold([
		revision("a", [], { text: "" }),
		revision("z", ["a"], { text: "one", replaces: "b" }),
		revision("y", ["a"], { text: "two", replaces: "c" }),
	]);
	expect(after.pieces).toEqual(before.pieces);
	expect(after.heads).toEqual(before.heads);
});

test("[R71] a parent named by its first id is found by any of its sealings, whichever were purged", () => {
	const sealings = [
		revision("a", [], { text: "first" }),
		revision("a1", [], { text: "first", replaces: "a" }),
		revision("a2", [], { text: "first", replaces: "a" }),
	];
	const child = revision("b", ["a"], { text: "first and second" });
	for (const kept of sealings) {
		expect(fold([kept, child])).toMatchObject({ heads: [idOf("b")], text: "first and second" });
	}
	const again = revision("c", ["a"], { text: "first and second", replaces: "b" });
	for (const kept of sealings) expect(fold([kept, again]).heads).toEqual([idOf("b")]);
});

test("[R41] records of two kinds with one id stay two records", () => {
	const other: Revision = { ...revision("b", []), kind: "settings" };
	const { journal } = foldIn(emptyJournal, [revision("a", []), other]);
	expect([...journal.keys()].sort()).toEqual([`entry/${entryId}`, `settings/${entryId}`]);
});

test("[R45] a purge takes the revisions that it names, and a record with none left is gone", () => {
	const { journal } = foldIn(emptyJournal, [revision("a", []), revision("b", ["a"])]);
	const part = foldOut(journal, new Set([idOf("a")])).journal;
	expect([...(part.get(recordKey("entry", entryId))?.revisions.keys() ?? [])]).toEqual([idOf("b")]);
	expect(foldOut(part, new Set([idOf("b")])).journal.size).toBe(0);
});
