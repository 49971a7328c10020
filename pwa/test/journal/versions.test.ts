import fc from "fast-check";
import { expect, test } from "vitest";
import { differencesOf } from "../../src/journal/difference.ts";
import { emptyJournal, foldIn, recordKey } from "../../src/journal/record.ts";
import type { Revision } from "../../src/journal/revision.ts";
import { versionsOf } from "../../src/journal/versions.ts";

const record = "ab".repeat(16);

interface Told {
	readonly id: string;
	readonly text: string;
	readonly parents?: readonly string[];
	readonly saved?: number;
	readonly day?: string;
	readonly trashed?: boolean;
}

function revision({ id, text, parents = [], saved, day = "2026-11-20", trashed = false }: Told) {
	const fields = { at: 1, text, trashed, ...(saved === undefined ? {} : { saved }) };
	const made: Revision = { id, kind: "entry", record, parents, day, fields, replaces: undefined };
	return made;
}

function versions(...told: readonly Told[]) {
	const { journal } = foldIn(emptyJournal, told.map(revision));
	const found = journal.get(recordKey("entry", record));
	if (found === undefined) throw new Error("expected a record");
	return versionsOf(found);
}

const textsOf = (found: ReturnType<typeof versions>) => found.map(({ text }) => text);

test("every change of words or day is a version, newest first, and the newest is what it is now", () => {
	const found = versions(
		{ id: "a", text: "tea", saved: 10 },
		{ id: "b", text: "tea and cake", parents: ["a"], saved: 20 },
		{ id: "c", text: "tea and cake", parents: ["b"], saved: 30, day: "2026-11-19" },
	);
	expect(found.map(({ id, savedAt, isCurrent }) => [id, savedAt, isCurrent])).toEqual([
		["c", 30, true],
		["b", 20, false],
		["a", 10, false],
	]);
});

test("going to the trash and back is no version of the words", () => {
	const found = versions(
		{ id: "a", text: "tea" },
		{ id: "b", text: "tea", parents: ["a"], trashed: true },
		{ id: "c", text: "tea", parents: ["b"] },
	);
	expect(found.map(({ id, isCurrent }) => [id, isCurrent])).toEqual([["a", true]]);
});

test("what two devices wrote at the same time is current on both, until one names both", () => {
	const branches: readonly Told[] = [
		{ id: "a", text: "tea", saved: 1 },
		{ id: "b", text: "green tea", parents: ["a"], saved: 2 },
		{ id: "c", text: "tea, hot", parents: ["a"], saved: 3 },
	];
	const open = versions(...branches);
	expect(open.filter(({ isCurrent }) => isCurrent).map(({ id }) => id)).toEqual(["c", "b"]);
	const merged = versions(...branches, { id: "d", text: "tea, hot", parents: ["b", "c"] });
	expect(merged.filter(({ isCurrent }) => isCurrent).map(({ id }) => id)).toEqual(["d"]);
});

test("a clock that was set back never puts a version before the one that it changed", () => {
	const found = versions(
		{ id: "a", text: "first", saved: 900 },
		{ id: "b", text: "second", parents: ["a"], saved: 5 },
		{ id: "c", text: "third", parents: ["b"] },
	);
	expect(textsOf(found)).toEqual(["third", "second", "first"]);
});

test("any order of arriving gives the same order of versions", () => {
	const told: readonly Told[] = [
		{ id: "a", text: "one" },
		{ id: "b", text: "two", parents: ["a"], saved: 4 },
		{ id: "c", text: "three", parents: ["a"], saved: 4 },
		{ id: "d", text: "four", parents: ["b"] },
		{ id: "e", text: "five", parents: ["c", "d"] },
	];
	const expected = versions(...told);
	fc.assert(
		fc.property(fc.shuffledSubarray([...told], { minLength: told.length }), (shuffled) => {
			expect(versions(...shuffled)).toEqual(expected);
		}),
	);
});

test("a version whose ancestor was erased begins the history", () => {
	const found = versions({ id: "b", text: "rescued", parents: ["gone"] });
	expect(found).toMatchObject([{ id: "b", isCurrent: true }]);
});

test("same and gone are the earlier text, same and come the later one, whatever the texts", () => {
	const words = fc
		.array(fc.constantFrom("tea", "rain", " ", "\n", "é", "👍🏽"))
		.map((all) => all.join(""));
	fc.assert(
		fc.property(words, words, (before, after) => {
			const parts = differencesOf(before, after);
			const without = (kind: string) =>
				parts.flatMap((part) => (part.kind === kind ? [] : [part.text])).join("");
			expect(without("come")).toBe(before);
			expect(without("gone")).toBe(after);
			expect(parts.every(({ text }) => text !== "")).toBe(true);
		}),
	);
	expect(differencesOf("tea with Ana", "tea and cake with Ana")).toEqual([
		{ kind: "same", text: "tea " },
		{ kind: "come", text: "and cake " },
		{ kind: "same", text: "with Ana" },
	]);
});
