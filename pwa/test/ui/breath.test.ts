import fc from "fast-check";
import { describe, expect, it } from "vitest";
import en from "../../content/en.json";
import { breathAt, untilNextSecond } from "../../src/ui/settle/breath.ts";

const rhythm = fc.record({
	in: fc.integer({ min: 2, max: 8 }),
	out: fc.integer({ min: 2, max: 8 }),
});

describe("a breath", () => {
	it("goes in for its seconds, then out for its seconds, and begins again", () => {
		const told = Array.from({ length: 12 }, (_, elapsed) => breathAt({ in: 4, out: 6 }, elapsed));
		const halves = told.map(({ half, second }) => `${half} ${second}`);
		expect(halves.slice(0, 5)).toEqual(["in 1", "in 2", "in 3", "in 4", "out 1"]);
		expect(halves.slice(9)).toEqual(["out 6", "in 1", "in 2"]);
	});

	it("is never held: each second is one of breathing in or of breathing out", () => {
		fc.assert(
			fc.property(rhythm, fc.nat(100_000), (pace, elapsed) => {
				const { half, second } = breathAt(pace, elapsed);
				expect(second).toBeGreaterThanOrEqual(1);
				expect(second).toBeLessThanOrEqual(pace[half]);
				expect(breathAt(pace, elapsed + pace.in + pace.out)).toEqual({ half, second });
			}),
		);
	});

	it("is looked at again when the next second begins, never later than a second", () => {
		expect(untilNextSecond(0)).toBe(1000);
		expect(untilNextSecond(2400)).toBe(600);
		fc.assert(
			fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), (elapsed) => {
				expect(untilNextSecond(elapsed)).toBeGreaterThan(0);
				expect(untilNextSecond(elapsed)).toBeLessThanOrEqual(1000);
			}),
		);
	});

	it("goes out at least as long as it comes in, at every pace that is offered", () => {
		for (const pace of en.settling.breathing.paces) {
			expect(pace.out, pace.title).toBeGreaterThanOrEqual(pace.in);
		}
	});
});
