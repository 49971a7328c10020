// What every kind of entry has in common, and what becomes of one that this version does not know.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { entryFields, readEntry } from "../../src/journal/entry.ts";
import { guidedPiece } from "../../src/journal/guided-piece.ts";
import { entryKinds, kindOf, wordsOf } from "../../src/journal/kinds.ts";
import { moment } from "../../src/journal/moment.ts";
import { emptyJournal, foldIn } from "../../src/journal/record.ts";
import type { Fields, Revision } from "../../src/journal/revision.ts";
import { versionsOf } from "../../src/journal/versions.ts";
import { idOf, revision } from "./given.ts";

const value = fc.oneof(
	fc.string({ maxLength: 8 }),
	fc.integer({ min: -2, max: 12 }),
	fc.boolean(),
	fc.constant(null),
	fc.array(fc.string({ maxLength: 4 }), { maxLength: 3 }),
	fc.constantFrom("towards", "others", "2026-11-25", "2026-02-30", "yes", "there", "boundary"),
);
const names = fc.constantFrom(
	...["turn", "direction", "who", "guard", "piece", "answer_a_b", "prompt", "skipped", "done"],
	...["sort", "to", "opens", "opened", "by", "closed", "of", "match", "empathy", "turned"],
	...["outcome", "picture_signs", `pick_${"ab".repeat(16)}`, "from", "of_a_newer_version"],
);
const someFields: fc.Arbitrary<Fields> = fc.dictionary(names, value, { maxKeys: 8 });

function said(name: string, parents: readonly string[], kind: string, fields: Fields): Revision {
	const one = revision(name, parents, { text: "words" });
	return { ...one, kind, fields: { ...one.fields, ...fields } };
}

function read(...revisions: readonly Revision[]) {
	const [record] = foldIn(emptyJournal, revisions).journal.values();
	return record === undefined ? undefined : readEntry(record);
}

describe.each(entryKinds)("an entry of kind %s", (kind) => {
	test("[R42] keeps every field through reading and saving, those of a newer version too", () => {
		fc.assert(
			fc.property(someFields, (fields) => {
				const entry = read(said("a", [], kind, fields));
				if (entry === undefined) throw new Error("expected an entry");
				const saved = entryFields(entry, entry.at, false, 5);
				const own = Object.entries(fields).filter(([, held]) => held !== "");
				for (const [name, held] of own) expect(saved[name]).toEqual(held);
			}),
		);
	});

	test("reads any fields, and says nothing that nobody said", () => {
		fc.assert(
			fc.property(someFields, (fields) => {
				expect(typeof kindOf(kind).holds(fields)).toBe("boolean");
				const words = wordsOf(kind, "", fields).split("\n");
				const texts = Object.values(fields).flatMap((one) => String(one).split("\n"));
				for (const word of words) expect(["", ...texts]).toContain(word);
			}),
		);
		expect(kindOf(kind).holds({})).toBe(false);
	});

	test("[R42] two devices that change two fields keep both, and the history shows each", () => {
		const revisions = [
			said("a", [], kind, { one: 1, other: 1 }),
			said("b", ["a"], kind, { one: 2, other: 1 }),
			said("c", ["a"], kind, { one: 1, other: 2, tags: ["slow"] }),
		];
		expect(read(...revisions)?.fields).toEqual({ one: 2, other: 2 });
		expect(read(...revisions)?.tags).toEqual(["slow"]);
		const [record] = foldIn(emptyJournal, revisions).journal.values();
		expect(record && versionsOf(record).map(({ id }) => id)).toHaveLength(3);
	});
});

test("[R43] answers merge word by word, as text does", () => {
	const entry = read(
		said("a", [], "piece", { piece: "p", answer_first: "tea in the morning" }),
		said("b", ["a"], "piece", { piece: "p", answer_first: "green tea in the morning" }),
		said("c", ["a"], "piece", { piece: "p", answer_first: "tea in the evening" }),
	);
	const { answers } = guidedPiece.read(entry?.fields ?? {});
	expect(answers.get("first")).toBe("green tea in the evening");
});

test("tags that two devices gave at the same time are both kept; one that was taken off is gone", () => {
	const start = said("a", [], "moment", { tags: ["home"] });
	const both = read(
		start,
		said("b", ["a"], "moment", { tags: ["home", "slow"] }),
		said("c", ["a"], "moment", { tags: ["evening", "home"] }),
	);
	expect(both?.tags).toEqual(["evening", "home", "slow"]);
	expect(read(start, said("b", ["a"], "moment", {}))?.tags).toEqual([]);
});

test("a value of a kind comes back from its fields", () => {
	const kept = { turn: "towards", direction: "world", who: "the baker" } as const;
	expect(moment.read(moment.fields(kept))).toEqual(kept);
	const piece = {
		piece: "first-names",
		answers: new Map([["what-then", "a few words"]]),
		at: "what-then",
		skipped: ["before-that"],
		done: false,
		timed: ["2026-11-25"],
		before: undefined,
		after: 3,
	};
	expect(guidedPiece.read(guidedPiece.fields(piece))).toEqual(piece);
});

test("a kind of a newer version is no entry, and stays in the journal as it came", () => {
	const strange = said("a", [], "of-a-newer-version", { shape: [1, 2, 3] });
	const { journal } = foldIn(emptyJournal, [strange]);
	const [record] = journal.values();
	expect(record && readEntry(record)).toBeUndefined();
	expect(record?.revisions.get(idOf("a"))?.fields["shape"]).toEqual([1, 2, 3]);
});
