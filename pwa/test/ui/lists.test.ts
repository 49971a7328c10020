import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Entry } from "../../src/app/contract.ts";
import { toCivilDay } from "../../src/journal/day.ts";
import { newEntryId } from "../../src/journal/entry-id.ts";
import { dayAfter, isDay } from "../../src/ui/day.ts";
import { invitationIn } from "../../src/ui/invitation.ts";
import { beginning, leavesOf } from "../../src/ui/leaf.ts";
import { matched } from "../../src/ui/match.ts";

const someDay = fc
	.date({ min: new Date("1990-01-01"), max: new Date("2090-01-01"), noInvalidDate: true })
	.map((date) => toCivilDay(date.toISOString().slice(0, 10)));

const someEntry = fc
	.record({ day: someDay, at: fc.nat(), id: fc.uint8Array({ minLength: 16, maxLength: 16 }) })
	.map(({ day, at, id }): Entry => {
		const text = "a few words";
		return { id: newEntryId(id), day, at, text, pieces: [text], trashed: false, backedUp: false };
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

	it("names each month once, where it begins", () => {
		fc.assert(
			fc.property(journal, (entries) => {
				const days = leavesOf(entries).flatMap((leaf) => leaf.days);
				const named = days.filter((day) => day.opensMonth).map((day) => day.day.slice(0, 7));
				expect(named).toEqual([...new Set(entries.map((entry) => entry.day.slice(0, 7)))]);
			}),
		);
	});

	it("shows the beginning of a text, cut at a word", () => {
		expect(beginning("  One line.\n\n\nAnother. ", 100)).toBe("One line.\nAnother.");
		expect(beginning("rain ".repeat(40), 42)).toBe(`${"rain ".repeat(8).trim()} …`);
	});
});

describe("a match", () => {
	it("shows exactly the place that was found, and only what stands around it", () => {
		fc.assert(
			fc.property(fc.lorem({ maxCount: 60 }), fc.nat(), fc.nat(12), (text, from, length) => {
				const start = from % text.length;
				const { before, match, after } = matched(text, start, start + length);
				expect(match).toBe(text.slice(start, start + length));
				expect(text.slice(0, start)).toContain(before.replace("… ", ""));
				expect(text.slice(start + length)).toContain(after.replace(" …", ""));
			}),
		);
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
