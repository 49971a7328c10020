import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { isCivilDay, toCivilDay } from "../../src/journal/day.ts";
import { dayFor } from "../../src/ui/calendar-keys.ts";
import { dayAfter, isDay } from "../../src/ui/day.ts";
import { inYear, monthAfter, weekdayOf, weeksOf } from "../../src/ui/month.ts";

vi.stubGlobal("document", { dir: "" });

const first = toCivilDay("0001-01-01");
const last = toCivilDay("9999-12-31");
const anyDay = fc
	.tuple(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 12 }), fc.nat(30))
	.map(([year, month, at]) => {
		const start = toCivilDay(
			`${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-01`,
		);
		return dayAfter(start, at);
	});
const weekday = fc.integer({ min: 1, max: 7 });

describe("a month of the calendar", () => {
	it("holds every day of the month once, in order, in weeks that begin where weeks begin here", () => {
		fc.assert(
			fc.property(anyDay, weekday, (day, begin) => {
				const weeks = weeksOf(day, begin);
				const days = weeks.flat().filter((one) => one !== undefined);
				expect(days[0]).toBe(`${day.slice(0, 7)}-01`);
				expect(days).toEqual([...days].sort());
				expect(new Set(days).size).toBe(days.length);
				expect(days.length).toBeGreaterThanOrEqual(28);
				for (const week of weeks) {
					expect(week).toHaveLength(7);
					week.forEach((one, at) => {
						if (one) expect((weekdayOf(one) - begin + 7) % 7).toBe(at);
					});
				}
				expect(weeks[1]?.every((one) => one !== undefined)).toBe(true);
			}),
		);
	});

	it("knows the same days as the journal, in the years 0001 to 9999", () => {
		for (const day of [first, last, "0004-02-29", "1900-02-28"]) expect(isDay(day)).toBe(true);
		for (const none of ["0000-12-31", "1900-02-29", "10000-01-01"]) {
			expect(isDay(none)).toBe(isCivilDay(none));
		}
	});

	it("leads to the months around it, and to the last day where a month is shorter", () => {
		expect(monthAfter(toCivilDay("2026-03-31"), -1)).toBe("2026-02-28");
		expect(monthAfter(toCivilDay("2024-01-31"), 1)).toBe("2024-02-29");
		expect(monthAfter(toCivilDay("2026-11-23"), 2)).toBe("2027-01-23");
		expect(inYear(toCivilDay("2024-02-29"), 2023)).toBe("2023-02-28");
		fc.assert(
			fc.property(anyDay, fc.integer({ min: -30, max: 30 }), (day, months) => {
				const there = monthAfter(day, months);
				const count = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
				const inside = count(day) + months >= count(first) && count(day) + months <= count(last);
				expect(count(there)).toBe(inside ? count(day) + months : count(day));
			}),
		);
	});
});

describe("the keys of the calendar", () => {
	const press = (key: string, day: string, shiftKey = false) =>
		dayFor({ key, shiftKey }, toCivilDay(day));

	it("lead by days, weeks, months and years", () => {
		expect(press("ArrowLeft", "2026-11-01")).toBe("2026-10-31");
		expect(press("ArrowRight", "2026-11-30")).toBe("2026-12-01");
		expect(press("ArrowUp", "2026-11-03")).toBe("2026-10-27");
		expect(press("ArrowDown", "2026-11-28")).toBe("2026-12-05");
		expect(press("PageUp", "2026-11-30")).toBe("2026-10-30");
		expect(press("PageDown", "2026-11-30")).toBe("2026-12-30");
		expect(press("PageUp", "2024-02-29", true)).toBe("2023-02-28");
		expect(press("a", "2026-11-23")).toBeUndefined();
	});

	it("Home and End lead to the ends of the week", () => {
		fc.assert(
			fc.property(anyDay, (day) => {
				const [from, to] = [press("Home", day), press("End", day)];
				expect(from && from <= day).toBe(true);
				expect(to && to >= day).toBe(true);
				if (from && to && from > dayAfter(first, 7) && to < dayAfter(last, -7)) {
					expect(dayAfter(from, 6)).toBe(to);
				}
			}),
		);
	});

	it("stay where they are at both ends of the calendar", () => {
		expect(press("ArrowLeft", first)).toBe(first);
		expect(press("PageUp", first)).toBe(first);
		expect(press("ArrowRight", last)).toBe(last);
		expect(press("PageDown", last, true)).toBe(last);
	});

	it("turn around where one writes from right to left", () => {
		document.dir = "rtl";
		expect(press("ArrowLeft", "2026-11-23")).toBe("2026-11-24");
		document.dir = "";
	});
});
