import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Entry, neverRecalled } from "../../../src/app/contract.ts";
import { dayAfter } from "../../../src/ui/day.ts";
import { askAgain, recallFor } from "../../../src/ui/work/recall.ts";
import { day, entry, journal } from "./given.ts";

const today = day("2026-11-25");
const ask = (...entries: readonly Entry[]) => recallFor(journal(...entries), today, undefined);

describe("[C10] looking back", () => {
	it("asks about what is nearest to the same day of a year ago, else of earlier years", () => {
		const [near, far, older] = [
			entry("entry", "2025-11-28", "near"),
			entry("entry", "2025-11-10", "far"),
			entry("entry", "2023-11-25", "older"),
		];
		expect(ask(far, near, older)).toEqual({ entry: near, years: 1 });
		expect(ask(older)).toEqual({ entry: older, years: 3 });
	});

	it("asks about nothing younger, and nothing far from the day", () => {
		expect(ask(entry("entry", "2026-11-25", "today"))).toBeUndefined();
		expect(ask(entry("entry", "2026-06-01", "spring"))).toBeUndefined();
		expect(ask(entry("entry", "2025-06-01", "spring"))).toBeUndefined();
	});

	it("reaches over the turn of a year", () => {
		const eve = entry("entry", "2024-12-28", "eve");
		const asked = recallFor([eve], day("2026-01-05"), undefined);
		expect(asked).toEqual({ entry: eve, years: 1 });
	});

	it("never asks again about what was answered with “never”", () => {
		const page = entry("piece", "2025-11-25", "", { piece: "a-piece", answer_a: "words" });
		expect(ask(page)?.entry).toBe(page);
		expect(ask({ ...page, fields: neverRecalled(page.fields) })).toBeUndefined();
		expect(neverRecalled(page.fields)).toMatchObject(page.fields);
	});

	it("rests for some weeks after “later”, and then may ask about the same", () => {
		const page = entry("entry", "2025-11-25", "words");
		const after = askAgain(today, "later");
		expect(after).toBe("2026-12-16");
		expect(recallFor([page], dayAfter(after, -1), after)).toBeUndefined();
		expect(recallFor([page], after, after)?.entry).toBe(page);
	});

	it("does not ask twice about what was seen, within a year", () => {
		fc.assert(
			fc.property(fc.integer({ min: -30, max: 30 }), (from) => {
				const page = entry("entry", dayAfter(day("2025-11-25"), from), "words");
				const after = askAgain(today, "see");
				expect(recallFor([page], after, after)).toBeUndefined();
			}),
		);
	});

	it("leaves out what is closed, what is about others’ deeds, and what says nothing", () => {
		const kinds = ["later", "sighting", "promise", "check-in", "session", "need"] as const;
		for (const kind of kinds) expect(ask(entry(kind, "2025-11-25", "words"))).toBeUndefined();
		expect(ask(entry("entry", "2025-11-25", " "))).toBeUndefined();
	});
});
