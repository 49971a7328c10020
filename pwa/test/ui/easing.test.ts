import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Easing, type EasingEvent, easingFrom, showing, step } from "../../src/ui/easing.ts";

const rated = (rating: number | undefined): EasingEvent => ({ name: "rated", rating });
const asked: EasingEvent = { name: "asked" };
const notThis: EasingEvent = { name: "not-this" };
const noHelp: EasingEvent = { name: "no-help" };
const wentToSenses: EasingEvent = { name: "went", to: "grounding" };
const wentToSit: EasingEvent = { name: "went", to: "something-else" };

function moved(before: number | undefined, ...events: readonly EasingEvent[]): Easing {
	return events.reduce(step, easingFrom(before));
}

describe("what follows a hard prompt", () => {
	it("[C6] is a question how heavy it is", () => {
		expect(showing(easingFrom(3))).toBe("rating");
		expect(showing(easingFrom(undefined))).toBe("rating");
	});

	it("[C6] is nothing more where it did not rise, or where the answer was left out", () => {
		for (const rating of [0, 2, 3]) expect(showing(moved(3, rated(rating)))).toBe("done");
		expect(showing(moved(3, rated(undefined)))).toBe("done");
		expect(showing(moved(undefined, rated(undefined)))).toBe("done");
		expect(showing(moved(undefined, rated(7)))).toBe("done");
	});

	it("[C6] is grounding where it rose", () => {
		expect(showing(moved(3, rated(4)))).toBe("grounding");
		expect(showing(moved(0, rated(1)))).toBe("grounding");
	});

	it("[C6] is grounding where it is very heavy, whatever it was before", () => {
		expect(showing(moved(undefined, rated(8)))).toBe("grounding");
		expect(showing(moved(9, rated(9)))).toBe("grounding");
	});

	it("[C6] asks again after grounding, and is done where it has eased", () => {
		expect(showing(moved(3, rated(6), wentToSenses))).toBe("rating");
		expect(showing(moved(3, rated(6), wentToSenses, rated(3)))).toBe("done");
		expect(showing(moved(3, rated(6), wentToSenses, rated(undefined)))).toBe("done");
	});

	it("[C6] drops grounding where it frustrates, and offers something else, then stopping, then help", () => {
		const frustrated = [rated(6), wentToSenses, noHelp];
		expect(showing(moved(3, ...frustrated))).toBe("something-else");
		expect(showing(moved(3, ...frustrated, wentToSit, noHelp))).toBe("stopping");
		expect(showing(moved(3, ...frustrated, wentToSit, rated(7), notThis))).toBe("help");
		expect(showing(moved(3, ...frustrated, wentToSit, rated(7), notThis, notThis))).toBe("done");
	});

	it("[C6] puts aside what is not wanted without asking why, and does not offer it again", () => {
		expect(showing(moved(3, rated(6), notThis))).toBe("something-else");
		expect(showing(moved(3, rated(6), notThis, wentToSit, rated(9)))).toBe("stopping");
	});

	it("[C6] offers no exercise that was done already on one's own", () => {
		expect(showing(moved(3, wentToSenses, rated(6)))).toBe("something-else");
		expect(showing(moved(3, wentToSit, rated(6)))).toBe("grounding");
		expect(showing(moved(3, wentToSenses, noHelp))).toBe("something-else");
	});

	it("can be asked once more", () => {
		expect(showing(moved(3, rated(2), asked))).toBe("rating");
		expect(moved(3, rated(2), asked, rated(5)).after).toBe(5);
	});

	it("[C6] ends, whatever a person does, and shows one thing at a time", () => {
		const rating = fc.option(fc.integer({ min: 0, max: 10 }), { nil: undefined });
		const moves = fc.array(fc.oneof(rating.map(rated), fc.constantFrom(noHelp, notThis)));
		fc.assert(
			fc.property(rating, moves, (before, events) => {
				let easing = moved(before, rated(10), ...events);
				const shown: string[] = [];
				for (; showing(easing) !== "done"; easing = step(easing, notThis)) {
					shown.push(showing(easing));
				}
				expect(new Set(shown).size).toBe(shown.length);
				expect(shown.length).toBeLessThanOrEqual(4);
			}),
		);
	});
});
