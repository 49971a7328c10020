import { expect, test } from "vitest";
import { filled, pauseClock, resumeClock, startClock } from "../../../src/ui/path/clock.ts";

const MINUTE = 60_000;

test("[C4] a clock fills in its minutes, stands while it is paused, and stays full", () => {
	const clock = startClock(20, 0);
	expect(filled(clock, 5 * MINUTE)).toBe(0.25);
	const stood = pauseClock(clock, 5 * MINUTE);
	expect(filled(stood, 500 * MINUTE)).toBe(0.25);
	const again = resumeClock(stood, 500 * MINUTE);
	expect(filled(again, 505 * MINUTE)).toBe(0.5);
	expect(filled(again, 900 * MINUTE)).toBe(1);
});

test("pausing twice, or going on twice, changes nothing", () => {
	const clock = startClock(10, 0);
	const stood = pauseClock(clock, MINUTE);
	expect(pauseClock(stood, 9 * MINUTE)).toEqual(stood);
	expect(resumeClock(clock, MINUTE)).toEqual(clock);
});

test("a phone whose clock was put back takes nothing away", () => {
	expect(filled(startClock(10, 5 * MINUTE), 0)).toBe(0);
});
