// The page for a session: what is chosen, and that two devices may choose at the same time.

import fc from "fast-check";
import { expect, test } from "vitest";
import { toCivilDay } from "../../src/journal/day.ts";
import { readEntry } from "../../src/journal/entry.ts";
import { newEntryId } from "../../src/journal/entry-id.ts";
import { emptyJournal, foldIn } from "../../src/journal/record.ts";
import type { Revision } from "../../src/journal/revision.ts";
import { sentenceMark, sentencesOf } from "../../src/journal/sentences.ts";
import { type Picked, pictures, type Session, session } from "../../src/journal/session.ts";
import { revision } from "./given.ts";

const someId = fc.uint8Array({ minLength: 16, maxLength: 16 }).map(newEntryId);
const somePicked: fc.Arbitrary<Picked> = fc.oneof(
	fc.constant("all" as const),
	fc.array(fc.string().map(sentenceMark), { minLength: 1, maxLength: 4 }),
);
const someSession: fc.Arbitrary<Session> = fc.record({
	from: fc.constantFrom(undefined, toCivilDay("2026-10-26")),
	to: fc.constantFrom(undefined, toCivilDay("2026-11-25")),
	picks: fc.array(fc.tuple(someId, somePicked), { maxLength: 6 }).map((list) => new Map(list)),
	pictures: fc.subarray([...pictures]).map((list) => new Set(list)),
});

function said(name: string, parents: readonly string[], value: Session): Revision {
	const one = revision(name, parents, { text: "" });
	return { ...one, kind: "session", fields: { ...one.fields, ...session.fields(value) } };
}

function read(...revisions: readonly Revision[]): Session {
	const [record] = foldIn(emptyJournal, revisions).journal.values();
	const entry = record && readEntry(record);
	if (entry === undefined) throw new Error("expected an entry");
	return session.read(entry.fields);
}

test("a page comes back from its fields", () => {
	fc.assert(
		fc.property(someSession, (value) => {
			expect(session.read(session.fields(value))).toEqual(value);
		}),
	);
});

test("[R42] what two devices choose at the same time is all chosen, and what one takes off is off", () => {
	const [a, b, c] = [1, 2, 3].map((at) => newEntryId(new Uint8Array(16).fill(at)));
	if (a === undefined || b === undefined || c === undefined) throw new Error("expected three ids");
	const none = { from: undefined, to: undefined, pictures: new Set<never>() };
	const before = said("a", [], { ...none, picks: new Map([[a, "all"]]) });
	const here = { ...none, picks: new Map([[b, "all"] as const]) };
	const there: Session = {
		...none,
		pictures: new Set(["signs"] as const),
		picks: new Map<typeof a, Picked>([
			[a, "all"],
			[c, ["0badf00d"]],
		]),
	};
	const both = read(before, said("b", ["a"], here), said("c", ["a"], there));
	expect([...both.picks]).toEqual(
		expect.arrayContaining([
			[b, "all"],
			[c, ["0badf00d"]],
		]),
	);
	expect(both.picks.has(a)).toBe(false);
	expect([...both.pictures]).toEqual(["signs"]);
});

test("the sentences of a text hold every word, in order", () => {
	fc.assert(
		fc.property(fc.oneof(fc.string(), fc.lorem({ mode: "sentences", maxCount: 6 })), (text) => {
			const squeezed = (one: string) => one.replace(/\s+/gu, "");
			expect(squeezed(sentencesOf(text).join(""))).toBe(squeezed(text));
			for (const sentence of sentencesOf(text)) expect(sentence.trim()).toBe(sentence);
		}),
	);
});

test("a sentence ends at its mark, with what closes it, or with its line", () => {
	expect(sentencesOf("I said no. “It is fine.” Then 3.5 km…\nHome")).toEqual([
		"I said no.",
		"“It is fine.”",
		"Then 3.5 km…",
		"Home",
	]);
	expect(sentencesOf("¿Y luego? Nada. 今日は。明日も。")).toEqual([
		"¿Y luego?",
		"Nada.",
		"今日は。",
		"明日も。",
	]);
	expect(sentencesOf("  \n ")).toEqual([]);
});

test("the mark of a sentence is the same on every device, and says none of its words", () => {
	expect(sentenceMark("")).toBe("811c9dc5");
	expect(sentenceMark("a")).toBe("e40c292c");
	expect(sentenceMark("¿Y luego?")).toMatch(/^[0-9a-f]{8}$/);
});
