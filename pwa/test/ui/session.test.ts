import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Entry, sentencesOf } from "../../src/app/contract.ts";
import { toCivilDay } from "../../src/journal/day.ts";
import { newEntryId } from "../../src/journal/entry-id.ts";
import {
	choosable,
	chosenRuns,
	hasChanged,
	isChosen,
	withEntry,
	withSentence,
} from "../../src/ui/session/picking.ts";

const day = toCivilDay("2026-11-20");

function entryOf(words: string, change: Partial<Entry> = {}): Entry {
	const id = newEntryId(new Uint8Array(16).fill(words.length + 1));
	const said = { text: words, words, pieces: [words], tags: [], fields: {} };
	return { ...said, id, kind: "entry", day, at: 1, trashed: false, backedUp: false, ...change };
}

const someText = fc.array(fc.lorem({ mode: "sentences", maxCount: 1 }), {
	minLength: 1,
	maxLength: 8,
});

describe("a page for a session", () => {
	it("[C8] holds the sentences that were chosen and no other word", () => {
		const some = someText.chain((texts) =>
			fc.tuple(
				fc.constant(texts.join(" ")),
				fc.subarray(sentencesOf(texts.join(" ").trim()).slice()),
			),
		);
		fc.assert(
			fc.property(some, ([words, chosen]) => {
				const entry = entryOf(words);
				const off = sentencesOf(words).filter((one) => !chosen.includes(one));
				let picks = withEntry(new Map(), entry.id, true);
				for (const sentence of off) picks = withSentence(picks, entry, sentence, false);
				const picked = picks.get(entry.id);
				expect(picked === undefined).toBe(chosen.length === 0);
				const shown = picked === undefined ? [] : chosenRuns(entry, picked).flatMap(sentencesOf);
				expect(shown).toEqual(sentencesOf(words).filter((one) => chosen.includes(one)));
				for (const one of off) expect(isChosen(picked, one)).toBe(false);
				for (const sentence of off) picks = withSentence(picks, entry, sentence, true);
				expect(picks.get(entry.id)).toBe("all");
			}),
		);
	});

	it("drops a sentence that was changed since, and says that something changed", () => {
		const before = entryOf("I waited. Then it rained.");
		const all = withEntry(new Map(), before.id, true);
		const part = withSentence(all, before, "I waited.", false);
		expect(hasChanged(new Map([[before.id, before]]), part)).toBe(false);
		const after = { ...before, words: "I waited. Then it snowed." };
		expect(hasChanged(new Map([[before.id, after]]), part)).toBe(true);
		expect(chosenRuns(after, part.get(before.id) ?? "all")).toEqual([]);
		expect(hasChanged(new Map(), all)).toBe(true);
	});

	it("shows sentences that stand together as one, and others apart", () => {
		const entry = entryOf("One. Two. Three. Four.");
		const part = withSentence(withEntry(new Map(), entry.id, true), entry, "Three.", false);
		expect(chosenRuns(entry, part.get(entry.id) ?? "all")).toEqual(["One. Two.", "Four."]);
	});

	it("offers what was written on its days, oldest first: no other page for a session, no note that is still closed", () => {
		const closed = entryOf("b", { kind: "later", fields: {} });
		const opened = entryOf("cc", { kind: "later", fields: { opened: true }, at: 9 });
		const page = entryOf("ddd", { kind: "session" });
		const early = entryOf("eeee", { day: toCivilDay("2026-11-19") });
		const outside = entryOf("fffff", { day: toCivilDay("2026-11-18") });
		const entries = [opened, closed, page, early, outside];
		const days = { from: toCivilDay("2026-11-19"), to: day };
		expect(choosable(entries, days).map(({ words }) => words)).toEqual(["eeee", "cc"]);
	});
});
