import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Entry } from "../../../src/app/contract.ts";
import {
	daysWith,
	followedIn,
	type Speaker,
	seenIn,
	speakersIn,
} from "../../../src/ui/work/timeline.ts";
import { entry, journal } from "./given.ts";

const keys = entry("promise", "2026-11-02", "The keys go on the hook", {
	direction: "others",
	who: "Ana",
});
const call = entry("promise", "2026-11-09", "I will call at six", {
	direction: "others",
	who: " ana",
});
const seen = (of: Entry, day: string, match: string): Entry =>
	entry("sighting", day, "", { of: of.id, match });

describe("words and deeds", () => {
	const [first, second, third] = [
		seen(keys, "2026-11-05", "yes"),
		seen(keys, "2026-11-12", "no"),
		seen(call, "2026-11-12", "yes"),
	];
	const entries = journal(keys, call, third, second, first);

	it("stand beside each other: each deed at its own words, from the first day on", () => {
		const followed = followedIn(entries);
		expect(followed.map(({ entry: said }) => said.id)).toEqual([call.id, keys.id]);
		expect(followed.map((one) => one.seen.map(({ entry: deed }) => deed.id))).toEqual([
			[third.id],
			[first.id, second.id],
		]);
	});

	it("belong to one speaker whatever the spaces and capitals of the name", () => {
		const [ana, ...others] = speakersIn(followedIn(entries));
		expect(others).toEqual([]);
		expect(ana?.followed.map(({ entry: said }) => said.id)).toEqual([call.id, keys.id]);
	});

	it("[C9] show on which days, each once, and nothing that could be added up", () => {
		const followed = followedIn(entries);
		expect(daysWith(followed, "yes")).toEqual(["2026-11-05", "2026-11-12"]);
		expect(daysWith(followed, "no")).toEqual(["2026-11-12"]);
		expect(daysWith(followed, "partly")).toEqual([]);
		const held = JSON.stringify(speakersIn(followed), (name, value) =>
			typeof value === "number" && name !== "at" ? { number: value } : value,
		);
		expect(held).not.toContain('"number"');
	});

	it("of which the words are gone show nowhere", () => {
		expect(followedIn(journal(first, second))).toEqual([]);
		expect(seenIn(journal(first)).get(keys.id)).toHaveLength(1);
	});
});

describe("speakers", () => {
	const direction = fc.constantFrom("others", "world", "self", undefined);
	const said = fc.record({ direction, who: fc.constantFrom("", "Ana", "the baker") });

	it("[C8] never stand in two directions: others, the world and oneself are kept apart", () => {
		fc.assert(
			fc.property(fc.array(said, { maxLength: 12 }), (all) => {
				const entries = all.map((fields) =>
					entry("promise", "2026-11-02", "words", {
						who: fields.who,
						...(fields.direction ? { direction: fields.direction } : {}),
					}),
				);
				const speakers = speakersIn(followedIn(journal(...entries)));
				for (const { direction: one, followed } of speakers)
					for (const { promised } of followed) expect(promised.direction).toBe(one);
				expect(speakers.flatMap((speaker: Speaker) => speaker.followed)).toHaveLength(all.length);
			}),
		);
	});
});
