import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { grouped, isWhole, placeAfter, symbolsIn } from "../../src/ui/grouping.ts";

const symbols = fc.stringMatching(/^[0-9A-HJKMNP-TV-Z]{0,60}$/);

describe("a kit that is typed", () => {
	it("keeps every symbol, and grouping it again changes nothing", () => {
		fc.assert(
			fc.property(symbols, (typed) => {
				expect(symbolsIn(grouped(typed))).toBe(typed);
				expect(grouped(grouped(typed))).toBe(grouped(typed));
			}),
		);
	});

	it("does not mind spaces, line ends, hyphens and small letters", () => {
		fc.assert(
			fc.property(symbols, fc.constantFrom(" ", "\n", "-", "\u00a0", "\t"), (typed, between) => {
				const loose = [...typed.toLowerCase()].join(between);
				expect(grouped(loose)).toBe(grouped(typed));
			}),
		);
	});

	it("stands in groups of five", () => {
		expect(grouped("0vdg5k7r2mn4")).toBe("0VDG5 K7R2M N4");
	});

	it("leaves the caret behind the symbol that was typed last", () => {
		fc.assert(
			fc.property(symbols, fc.nat(60), (typed, wanted) => {
				const behind = Math.min(wanted, typed.length);
				const text = grouped(typed);
				expect(symbolsIn(text.slice(0, placeAfter(text, behind)))).toBe(typed.slice(0, behind));
			}),
		);
	});

	it("[R10] takes what a QR code holds, and leaves a sheet to be told apart", () => {
		const sixty = "0VDG5".repeat(12);
		expect(symbolsIn(`mk1:${sixty}`)).toBe(sixty);
		expect(isWhole(`MK1:${sixty}`)).toBe(true);
		expect(isWhole(sixty.slice(1))).toBe(false);
		expect(grouped(`MS1:${sixty}`)).toMatch(/^MS1:/);
	});
});
