import { describe, expect, it } from "vitest";
import type { Fields } from "../../../src/app/contract.ts";
import { askedAbout, nextAsking, restedUntil } from "../../../src/ui/work/asking.ts";
import { followedIn } from "../../../src/ui/work/timeline.ts";
import { day, entry, journal } from "./given.ts";

function said(fields: Fields = {}, ...deeds: readonly string[]) {
	const words = entry("promise", "2026-11-02", "The keys go on the hook", fields);
	const seen = deeds.map((on) => entry("sighting", on, "", { of: words.id, match: "yes" }));
	const [one] = followedIn(journal(words, ...seen));
	if (one === undefined) throw new Error("expected words that are followed");
	return one;
}

describe("what was said comes back", () => {
	it("a week later, or on the day that was named", () => {
		expect(nextAsking(said())).toBe("2026-11-09");
		expect(nextAsking(said({ by: "2026-11-20" }))).toBe("2026-11-20");
		expect(askedAbout([said()], day("2026-11-08"))).toEqual([]);
		expect(askedAbout([said()], day("2026-11-09"))).toHaveLength(1);
	});

	it("a week after something was seen of it", () => {
		expect(nextAsking(said({}, "2026-11-05", "2026-11-12"))).toBe("2026-11-19");
	});

	it("[C1] not before a week is over after “not now”", () => {
		const after = restedUntil(day("2026-11-10"));
		expect(after).toBe("2026-11-17");
		expect(nextAsking(said({ after }))).toBe("2026-11-17");
	});

	it("not again once it is no longer followed, or was seen on the day that was named", () => {
		expect(nextAsking(said({ closed: true }))).toBeUndefined();
		expect(nextAsking(said({ by: "2026-11-10" }, "2026-11-10"))).toBeUndefined();
		expect(nextAsking(said({ by: "2026-11-20" }, "2026-11-10"))).toBe("2026-11-20");
	});

	it("[C3] two at most, what has waited longest first", () => {
		const all = ["2026-11-14", "2026-11-11", "2026-11-12"].map((by) => said({ by }));
		const asked = askedAbout(all, day("2026-12-24"));
		expect(asked.map(({ promised }) => promised.by)).toEqual(["2026-11-11", "2026-11-12"]);
	});
});
