// What is put away shows in no list and no search until its person opens it; and a change keeps what it does not know.

import { expect, test } from "vitest";
import { toCivilDay } from "../../src/journal/day.ts";
import { changeFields } from "../../src/journal/kind.ts";
import { isClosed, shownWordsOf, wordsOf } from "../../src/journal/kinds.ts";
import { later } from "../../src/journal/later.ts";
import { promise } from "../../src/journal/promise.ts";

const closed = later.fields({ opens: toCivilDay("2026-12-24"), opened: false, left: false });

test("a note for later says nothing to lists and searches until it is opened, and all of it to an export", () => {
	expect(isClosed({ kind: "later", fields: closed })).toBe(true);
	expect(shownWordsOf("later", "the harbour", closed)).toBe("");
	expect(wordsOf("later", "the harbour", closed)).toBe("the harbour");
	const opened = changeFields(later, closed, { opened: true });
	expect(shownWordsOf("later", "the harbour", opened)).toBe("the harbour");
	expect(later.read(opened).opens).toBe("2026-12-24");
});

test("no other kind is ever closed", () => {
	expect(isClosed({ kind: "entry", fields: {} })).toBe(false);
	expect(shownWordsOf("promise", "the keys", { who: "Ana" })).toBe("the keys\nAna");
});

test("a change of fields keeps those of a newer version, and takes away what is no longer said", () => {
	const fields = { who: "Ana", by: "2026-12-01", recall: "never", of_a_newer_version: [1] };
	const changed = changeFields(promise, fields, { by: undefined, direction: "others" });
	expect(changed).toEqual({
		who: "Ana",
		direction: "others",
		recall: "never",
		of_a_newer_version: [1],
	});
});
