import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldText, holdsWords, queryWords } from "../../src/journal/folding.ts";
import { makeScan } from "../../src/journal/scan.ts";

const someText = fc
	.array(fc.constantFrom("rain", "Regen", "Río", "pear", "RAÍN", "pea", "ín"), { maxLength: 5 })
	.map((words) => words.join(" "));
const someQuery = fc.constantFrom(
	"",
	"r",
	"ra",
	"rai",
	"rain",
	"rain p",
	"rain pea",
	"in",
	"pea ra",
);
const someStep = fc.oneof(
	fc.record({ number: fc.nat(12), text: fc.option(someText) }),
	fc.record({ query: someQuery }),
);

describe("a scan", () => {
	it("finds what holds all words now, whatever was sought and changed before", () => {
		fc.assert(
			fc.property(fc.array(someStep, { maxLength: 40 }), (steps) => {
				const scan = makeScan();
				const texts = new Map<number, string>();
				for (const step of steps) {
					if ("query" in step) {
						const words = queryWords(step.query);
						const expected = [...texts].filter(([, text]) => holdsWords(foldText(text), words));
						const numbers = expected.map(([number]) => number).sort((a, b) => a - b);
						expect(scan.find(step.query)).toEqual(numbers);
					} else {
						scan.hold(step.number, step.text);
						if (step.text === null) texts.delete(step.number);
						else texts.set(step.number, step.text);
					}
				}
			}),
		);
	});

	it("finds among what was found before what a longer word leaves of it", () => {
		const scan = makeScan();
		for (const [number, text] of ["rain", "rail", "road", "grain"].entries())
			scan.hold(number, text);
		expect(scan.find("r")).toEqual([0, 1, 2, 3]);
		expect(scan.find("rai")).toEqual([0, 1, 3]);
		expect(scan.find("rain")).toEqual([0, 3]);
		expect(scan.find("ra")).toEqual([0, 1, 3]);
	});
});
