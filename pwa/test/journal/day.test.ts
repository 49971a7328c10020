import * as fc from "fast-check";
import { expect, test } from "vitest";
import { dayOf, daysSince1970, isCivilDay, toCivilDay } from "../../src/journal/day.ts";

test("[R28] only existing days of the years 0001 to 9999 are civil days", () => {
	for (const day of ["0001-01-01", "2024-02-29", "2000-02-29", "9999-12-31"]) {
		expect(isCivilDay(day)).toBe(true);
	}
	for (const day of [
		"0000-01-01",
		"2026-02-29",
		"1900-02-29",
		"2026-04-31",
		"2026-13-01",
		"2026-1-01",
		"2026-01-01T00:00",
		"",
	]) {
		expect(isCivilDay(day)).toBe(false);
		expect(() => toCivilDay(day)).toThrow(RangeError);
	}
});

test("before the start of the day it is still the day before", () => {
	expect(dayOf(new Date(2026, 10, 23, 3, 59, 59), 4)).toBe("2026-11-22");
	expect(dayOf(new Date(2026, 10, 23, 4, 0, 0), 4)).toBe("2026-11-23");
	expect(dayOf(new Date(2026, 10, 23, 0, 0, 0), 0)).toBe("2026-11-23");
});

test("the first hours of a month or year belong to the one before", () => {
	expect(dayOf(new Date(2027, 0, 1, 1), 4)).toBe("2026-12-31");
	expect(dayOf(new Date(2024, 2, 1, 1), 4)).toBe("2024-02-29");
});

test("days go by one at a time over fifty years, whatever clocks are put forward or back", () => {
	fc.assert(
		fc.property(fc.nat(18_000), fc.nat(6), (days, start) => {
			const day = dayOf(new Date(1990, 0, 1 + days, 12), start);
			const before = dayOf(new Date(1990, 0, days, 12), start);
			expect(isCivilDay(day)).toBe(true);
			expect(Date.parse(day) - Date.parse(before)).toBe(86_400_000);
		}),
	);
});

test("[R19] a roster's day counts from 1970 by UTC", () => {
	expect(daysSince1970(new Date("1970-01-01T23:59:59Z"))).toBe(0);
	expect(daysSince1970(new Date("2026-11-23T00:00:00Z"))).toBe(20_780);
});
