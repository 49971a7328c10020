import { expect, test } from "vitest";
import { toCivilDay } from "../../src/journal/day.ts";
import { drillAgain, isDrillDue } from "../../src/ui/drill/due.ts";

const day = toCivilDay("2026-11-25");
const kit = { typed: day };

test("[C23] a drill is offered a year after the kit was in hand, and not before", () => {
	expect(isDrillDue([kit], undefined, toCivilDay("2027-11-24"))).toBe(false);
	expect(isDrillDue([kit], undefined, toCivilDay("2027-11-25"))).toBe(true);
	expect(isDrillDue([], undefined, toCivilDay("2027-11-25"))).toBe(false);
	expect(isDrillDue([{ typed: undefined }], undefined, toCivilDay("2030-01-01"))).toBe(false);
});

test("[C23] an answer on any device holds for all: a month of rest, or a year", () => {
	const [later, found] = [drillAgain(day, "later"), drillAgain(day, "found")];
	expect([later, found]).toEqual(["2026-12-25", "2027-11-25"]);
	const old = [{ typed: toCivilDay("2024-01-01") }, kit];
	for (const after of [later, found]) {
		expect(isDrillDue(old, after, day)).toBe(false);
		expect(isDrillDue(old, after, after)).toBe(true);
	}
});
