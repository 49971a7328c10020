import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { checkIn, type Entry, moment, signs } from "../../src/app/contract.ts";
import { toCivilDay } from "../../src/journal/day.ts";
import { newEntryId } from "../../src/journal/entry-id.ts";
import { dayAfter } from "../../src/ui/day.ts";
import { checkInLine, momentLine } from "../../src/ui/today/lines.ts";
import { namesOf } from "../../src/ui/today/names.ts";
import { answered, degreeOf } from "../../src/ui/today/signs.ts";
import { welcomeOf } from "../../src/ui/today/welcome.ts";
import en from "../../src/ui/words/en.json";
import es from "../../src/ui/words/es.json";
import { loadWords } from "../../src/ui/words.ts";

beforeAll(() => loadWords("en"));

const day = toCivilDay("2026-11-25");

function entry(at: number, part: Partial<Entry>): Entry {
	const id = newEntryId(Uint8Array.of(...Array.from({ length: 15 }, () => 7), at));
	const blank = { id, kind: "entry", day, at, text: "", pieces: [], tags: [], fields: {} } as const;
	return { ...blank, words: "", trashed: false, backedUp: false, ...part };
}

describe("the welcome of a day", () => {
	it("is the same all day, another one tomorrow, and comes round", () => {
		const days = Array.from({ length: 18 }, (_, at) => welcomeOf(dayAfter(day, at)));
		expect(new Set(days).size).toBe(9);
		for (const [at, word] of days.entries()) expect(days[at + 1]).not.toBe(word);
		expect(welcomeOf(toCivilDay("0001-01-01"))).toMatch(/^today\.welcome\./);
	});

	it("[C3] asks nothing and knows nothing of an absence", () => {
		for (const words of [en, es]) {
			for (const [key, text] of Object.entries(words)) {
				if (!key.startsWith("today.welcome.") && key !== "today.reminder") continue;
				expect(text, key).toMatch(/^[^?¿]+\.$/);
				expect(text, key).not.toMatch(
					/\b(back|again|since|last|long|days ago|last time)\b|volver|vuelt|otra vez|última|hace/i,
				);
			}
		}
	});
});

describe("a small moment", () => {
	it("[C8] offers under others and under the world only what was named there", () => {
		const named = (at: number, direction: "others" | "world", who: string): Entry =>
			entry(at, { kind: "moment", fields: moment.fields({ turn: "away", direction, who }) });
		const entries = [named(1, "others", "Ana"), named(2, "world", "the office")];
		const more = [...entries, named(3, "others", "Ana"), entry(4, {})];
		expect(namesOf(more, "others")).toEqual(["Ana"]);
		expect(namesOf(more, "world")).toEqual(["the office"]);
	});

	it("is a short line: which way, and who", () => {
		const said = (fields: Entry["fields"]): string =>
			momentLine(entry(1, { kind: "moment", fields }));
		expect(said(moment.fields({ turn: "towards", direction: "others", who: "Ana" }))).toBe(
			"Moment · towards · Ana",
		);
		expect(said(moment.fields({ turn: "away", direction: "world", who: "" }))).toBe(
			"Moment · away · in the world",
		);
		expect(said({})).toBe("Moment");
	});
});

describe("how it is right now", () => {
	const value = fc.option(fc.integer({ min: 0, max: 10 }), { nil: undefined });
	const someSigns = fc.record({
		overthinking: value,
		disbelief: value,
		distance: value,
		anger: value,
		guard: value,
	});

	it("[C9] keeps each sign apart, and a list names them without a number", () => {
		fc.assert(
			fc.property(someSigns, (said) => {
				const fields = checkIn.fields(said);
				expect(answered(fields)).toEqual(
					signs.flatMap((sign) => (said[sign] === undefined ? [] : [[sign, said[sign]]])),
				);
				expect(checkInLine(entry(1, { kind: "check-in", fields }))).not.toMatch(/\d/);
			}),
		);
	});

	it("says more for more, and never less", () => {
		const order = ["none", "little", "some", "strong", "very"];
		const degrees = Array.from({ length: 11 }, (_, at) => degreeOf(at).split(".").at(-1) ?? "");
		const places = degrees.map((one) => order.indexOf(one));
		expect(places).toEqual(places.toSorted((a, b) => a - b));
		expect(new Set(places).size).toBe(5);
	});
});
