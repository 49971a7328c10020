import { describe, expect, test } from "vitest";
import { ancestryOf } from "../../src/journal/ancestry.ts";
import { entryFields, readEntry } from "../../src/journal/entry.ts";
import { emptyJournal, foldIn, recordKey } from "../../src/journal/record.ts";
import { registerValues } from "../../src/journal/register.ts";
import { type Revision, sameValue } from "../../src/journal/revision.ts";
import { entryId, fold, idOf, revision } from "./given.ts";

function values(field: string, revisions: readonly Revision[]) {
	const record = foldIn(emptyJournal, revisions).journal.get(recordKey("entry", entryId));
	if (record === undefined) throw new RangeError("no record");
	return registerValues(ancestryOf(record), ({ fields }) => fields[field]);
}

describe("[R42] a register holds what changed it last", () => {
	const root = revision("a", [], { at: 1 });

	test("an edit of another field does not change it", () => {
		expect(values("at", [root, revision("b", ["a"], { text: "more", at: 1 })])).toEqual([1]);
	});

	test("two concurrent changes are two values, in ascending order of the revisions", () => {
		const both = [root, revision("c", ["a"], { at: 3 }), revision("b", ["a"], { at: 2 })];
		expect(values("at", both)).toEqual([2, 3]);
	});

	test("equal values count once", () => {
		const both = [root, revision("b", ["a"], { at: 2 }), revision("c", ["a"], { at: 2 })];
		expect(values("at", both)).toEqual([2]);
	});

	test("one side that did not change it leaves it to the other", () => {
		const both = [root, revision("b", ["a"], { at: 2 }), revision("c", ["a"], { text: "x" })];
		expect(values("at", both)).toEqual([2]);
	});

	test("three heads are three values, and saving on all of them leaves one", () => {
		const three = ["b", "c", "d"].map((name, at) => revision(name, ["a"], { at: at + 2 }));
		expect(values("at", [root, ...three])).toEqual([2, 3, 4]);
		const merged = revision("e", ["b", "c", "d"], { at: 3 });
		expect(values("at", [root, ...three, merged])).toEqual([3]);
	});

	test("lists, maps and bytes are compared by what is in them", () => {
		expect(sameValue({ a: [1, "x"] }, { a: [1, "x"] })).toBe(true);
		expect(sameValue(new Uint8Array([1, 2]), new Uint8Array([1, 2]))).toBe(true);
		expect(sameValue([1, 2], new Uint8Array([1, 2]))).toBe(false);
		expect(sameValue({ a: 1 }, { a: 1, b: null })).toBe(false);
	});
});

describe("[R42] edit beats delete", () => {
	const root = revision("a", [], { text: "tea" });
	const trash = revision("t", ["a"], { text: "tea", trashed: true });

	test("the trash alone is the trash", () => {
		expect(fold([root, trash]).trashed).toBe(true);
	});

	test("a concurrent edit brings it back, whatever the order of ids", () => {
		for (const name of ["b", "z"]) {
			const edit = revision(name, ["a"], { text: "tea with Ana" });
			expect(fold([root, trash, edit])).toMatchObject({ trashed: false, text: "tea with Ana" });
		}
	});

	test("a concurrent move to another day is an edit too", () => {
		const moved = revision("b", ["a"], { text: "tea", day: "2026-11-22" });
		expect(fold([root, trash, moved])).toMatchObject({ trashed: false, day: "2026-11-22" });
	});

	test("who had seen the edit and then deletes, deletes", () => {
		const edit = revision("b", ["a"], { text: "tea with Ana" });
		const both = revision("c", ["b", "t"], { text: "tea with Ana", trashed: true });
		expect(fold([root, trash, edit, both]).trashed).toBe(true);
	});

	test("an edit that was deleted stays deleted beside a second deletion", () => {
		const edit = revision("b", ["a"], { text: "tea with Ana" });
		const later = revision("c", ["b"], { text: "tea with Ana", trashed: true });
		expect(fold([root, edit, later, trash]).trashed).toBe(true);
	});

	test("two deletions and an edit: the edit stays", () => {
		const second = revision("u", ["a"], { text: "tea", trashed: true });
		const edit = revision("b", ["a"], { text: "tea with Ana" });
		expect(fold([root, trash, second, edit]).trashed).toBe(false);
	});

	test("restoring beats a concurrent deletion", () => {
		const restored = revision("r", ["t"], { text: "tea" });
		const again = revision("u", ["t"], { text: "tea", trashed: true });
		expect(fold([root, trash, restored, again]).trashed).toBe(false);
	});
});

test("[R41] a record without an existing day, or of another kind, is no entry", () => {
	const read = (one: Revision) => {
		const [record] = foldIn(emptyJournal, [one]).journal.values();
		return record === undefined ? undefined : readEntry(record);
	};
	expect(read(revision("a", [], { day: "2026-02-30" }))).toBeUndefined();
	expect(read({ ...revision("a", []), kind: "of-a-newer-version" })).toBeUndefined();
	expect(read(revision("a", []))?.heads).toEqual([idOf("a")]);
});

test("[R43] U+0000, which marks places while merging, never gets into a text", () => {
	expect(entryFields({ text: "a\u00000\u0000b", tags: [], fields: {} }, 1, false, 2)["text"]).toBe(
		"a0b",
	);
	expect(fold([revision("a", [], { text: "a\u00000\u0000b" })]).text).toBe("a0b");
});
