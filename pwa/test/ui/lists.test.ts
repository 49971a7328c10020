import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Entry } from "../../src/app/contract.ts";
import { toCivilDay } from "../../src/journal/day.ts";
import { newEntryId } from "../../src/journal/entry-id.ts";
import { dayAfter, isDay } from "../../src/ui/day.ts";
import { invitationIn } from "../../src/ui/invitation.ts";
import { beginning, leavesOf } from "../../src/ui/leaf.ts";
import { excerpt, partsOf } from "../../src/ui/match.ts";

const someDay = fc
	.date({ min: new Date("1990-01-01"), max: new Date("2090-01-01"), noInvalidDate: true })
	.map((date) => toCivilDay(date.toISOString().slice(0, 10)));

const someEntry = fc
	.record({ day: someDay, at: fc.nat(), id: fc.uint8Array({ minLength: 16, maxLength: 16 }) })
	.map(({ day, at, id }): Entry => {
		const text = "a few words";
		const words = { text, words: text, pieces: [text], tags: [], fields: {} };
		return {
			...words,
			id: newEntryId(id),
			kind: "entry",
			day,
			at,
			trashed: false,
			backedUp: false,
		};
	});

const journal = fc
	.array(someEntry, { maxLength: 80 })
	.map((entries) => entries.toSorted((a, b) => (a.day < b.day ? 1 : -1)));

describe("a long list", () => {
	it("[PHONE 39] is cut into leaves that hold every entry once, in order", () => {
		fc.assert(
			fc.property(journal, (entries) => {
				const shown = leavesOf(entries).flatMap((leaf) => leaf.days.flatMap((day) => day.entries));
				expect(shown).toEqual(entries);
			}),
		);
	});

	it("[PHONE 39] has no leaf so large that showing it would be felt, even on one full day", () => {
		const day = toCivilDay("2026-11-23");
		const full = fc.array(someEntry, { maxLength: 200 });
		fc.assert(
			fc.property(full, (entries) => {
				const leaves = leavesOf(entries.map((entry) => ({ ...entry, day })));
				for (const leaf of leaves) expect(leaf.entries).toBeLessThanOrEqual(8);
			}),
		);
	});

	it("keeps all leaves but the newest as they were when something newer is written", () => {
		fc.assert(
			fc.property(journal, someEntry, (entries, more) => {
				const newest = { ...more, day: toCivilDay("2099-01-01") };
				const before = leavesOf(entries);
				const after = leavesOf([newest, ...entries]);
				const kept = Math.max(0, before.length - 1);
				expect(after.slice(after.length - kept)).toEqual(before.slice(before.length - kept));
			}),
		);
	});

	it("names each month once, where it begins", () => {
		fc.assert(
			fc.property(journal, (entries) => {
				const days = leavesOf(entries).flatMap((leaf) => leaf.days);
				const named = days.filter((day) => day.opensMonth).map((day) => day.day.slice(0, 7));
				expect(named).toEqual([...new Set(entries.map((entry) => entry.day.slice(0, 7)))]);
			}),
		);
	});

	it("names each day once, though a full one is cut", () => {
		fc.assert(
			fc.property(journal, (entries) => {
				const days = leavesOf(entries).flatMap((leaf) => leaf.days);
				const named = days.filter((day) => !day.goesOn).map(({ day }) => day);
				expect(named).toEqual([...new Set(entries.map(({ day }) => day))]);
			}),
		);
	});

	it("shows the beginning of a text, cut at a word", () => {
		expect(beginning("  One line.\n\n\nAnother. ", 100)).toBe("One line.\nAnother.");
		expect(beginning("rain ".repeat(40), 42)).toBe(`${"rain ".repeat(8).trim()} …`);
	});
});

/** Places of a text, ascending and apart, as a search finds them. */
const someMatches = fc
	.tuple(fc.lorem({ maxCount: 90 }), fc.array(fc.tuple(fc.nat(700), fc.nat(9)), { maxLength: 8 }))
	.map(([text, wanted]) => {
		const spans = wanted
			.map(([from, length]) => ({
				start: from % text.length,
				end: (from % text.length) + 1 + length,
			}))
			.filter(({ end }) => end <= text.length)
			.toSorted((a, b) => a.start - b.start)
			.filter(({ start }, at, all) => at === 0 || start > (all[at - 1]?.end ?? 0));
		const apart = spans.filter(({ start }, at) =>
			spans.slice(0, at).every(({ end }) => end < start),
		);
		return { text, spans: apart };
	});

describe("what a search found", () => {
	it("is marked in the whole text at every place, and no word is lost", () => {
		fc.assert(
			fc.property(someMatches, ({ text, spans }) => {
				const parts = partsOf(text, spans);
				expect(parts.map(({ words }) => words).join("")).toBe(text);
				const marked = parts.filter(({ found }) => found).map(({ words }) => words);
				expect(marked).toEqual(spans.map(({ start, end }) => text.slice(start, end)));
			}),
		);
	});

	it("is shown with its first place whole, and only what stands around it", () => {
		fc.assert(
			fc.property(someMatches, ({ text, spans }) => {
				const parts = excerpt(text, spans);
				const words = parts.map((part) => part.words).join("");
				expect(text).toContain(words.replace(/^… /, "").replace(/ …$/, ""));
				expect(words.length).toBeLessThan(70 + 240 + 16);
				const [first] = spans;
				const marked = parts.filter(({ found }) => found);
				expect(marked[0]?.words).toBe(first && text.slice(first.start, first.end));
				expect(marked.length).toBeLessThanOrEqual(spans.length);
			}),
		);
	});

	it("is cut at words", () => {
		const text = `${"before ".repeat(30)}here ${"after ".repeat(60)}`;
		const at = text.indexOf("here");
		const parts = excerpt(text, [{ start: at, end: at + 4 }]);
		const words = parts.map((part) => part.words).join("");
		expect(words).toMatch(/^… (?:before )+here (?:after )+…$/);
	});
});

describe("a day", () => {
	it("is known from what is none", () => {
		for (const day of ["2026-11-23", "2024-02-29"]) expect(isDay(day), day).toBe(true);
		for (const none of [
			"",
			"2026-02-29",
			"2026-13-01",
			"2026-1-1",
			"23/11/2026",
			"2026-11-23T00",
		]) {
			expect(isDay(none), none).toBe(false);
		}
	});

	it("is followed and preceded by its neighbours over every end of a month", () => {
		fc.assert(
			fc.property(someDay, (day) => {
				expect(dayAfter(dayAfter(day, -1), 1)).toBe(day);
				expect(dayAfter(day, 1) > day).toBe(true);
			}),
		);
		expect(dayAfter(toCivilDay("2026-03-01"), -1)).toBe("2026-02-28");
	});
});

describe("an invitation link", () => {
	it("holds its code in the fragment and nowhere else", () => {
		expect(invitationIn("#invite=K7R2-M4QX")?.code).toBe("K7R2-M4QX");
		for (const none of ["", "#", "#invite=", "#other=1"])
			expect(invitationIn(none)).toBeUndefined();
	});
});
