import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { monthOf } from "../../../src/ui/day.ts";
import { monthsIn } from "../../../src/ui/work/months.ts";
import { day, entry, journal } from "./given.ts";

const today = day("2026-11-25");

describe("the long view", () => {
	it("goes back month by month to the first words, and marks the months that hold some", () => {
		const entries = journal(
			entry("entry", "2026-11-01", "a"),
			entry("moment", "2026-11-20", "b"),
			entry("entry", "2026-08-31", "c"),
		);
		expect(monthsIn(entries, today)).toEqual([
			{ day: "2026-11-20", written: true },
			{ day: "2026-10-25", written: false },
			{ day: "2026-09-25", written: false },
			{ day: "2026-08-31", written: true },
		]);
	});

	it("shows this month where nothing is written yet", () => {
		expect(monthsIn([], today)).toEqual([{ day: today, written: false }]);
	});

	it("[C3] says the same of a month with one page and of one with many", () => {
		const one = journal(entry("entry", "2026-10-09", "a"));
		const many = journal(
			...one,
			...["01", "05", "08"].map((on) => entry("entry", `2026-10-${on}`, "b")),
		);
		expect(monthsIn(many, today)).toEqual(monthsIn(one, today));
	});

	it("has every month once, and every month that holds words", () => {
		const days = fc.integer({ min: 0, max: 2_000 });
		fc.assert(
			fc.property(fc.array(days, { maxLength: 20 }), (all) => {
				const entries = journal(
					...all.map((back) =>
						entry(
							"entry",
							new Date(Date.parse(today) - back * 86_400_000).toISOString().slice(0, 10),
							"a",
						),
					),
				);
				const months = monthsIn(entries, today);
				const names = months.map((month) => monthOf(month.day));
				expect(names).toEqual([...new Set(names)].sort().reverse());
				const written = months.filter((month) => month.written).map((month) => monthOf(month.day));
				expect(new Set(written)).toEqual(new Set(entries.map((one) => monthOf(one.day))));
			}),
		);
	});
});
