import fc from "fast-check";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import {
	columnsOf,
	type Lane,
	perSign,
	type SignColumn,
	type SignSaid,
	type Turn,
} from "../../src/app/contract.ts";
import { dayNumber, dayOfNumber, toCivilDay } from "../../src/journal/day.ts";
import { dayInShort } from "../../src/ui/day.ts";
import { chooseLanguage } from "../../src/ui/language.ts";
import {
	across,
	band,
	bars,
	reach,
	STRIP,
	stones,
	up,
	WIDTH,
} from "../../src/ui/patterns/drawing.ts";
import { type rangeNames, stretchOf } from "../../src/ui/patterns/range.ts";
import { lanesInWords, signsInWords } from "../../src/ui/patterns/said.ts";
import { loadWords, loadWordsInside } from "../../src/ui/words.ts";

const today = toCivilDay("2026-11-25");
const oldest = toCivilDay("2024-02-29");
const none = { from: "", to: "" } as const;

beforeAll(async () => {
	await loadWordsInside();
	await Promise.all([loadWords("en"), loadWords("es")]);
});
afterEach(() => chooseLanguage("en"));

describe("how far the patterns look back", () => {
	it("is a month, a season or a year up to today, everything, or the days of one's own", () => {
		const stretch = (
			name: (typeof rangeNames)[number],
			own: Parameters<typeof stretchOf>[0]["own"] = none,
		) => stretchOf({ name, own }, today, oldest);
		expect(stretch("month")).toEqual({ from: "2026-10-26", to: today });
		expect(stretch("season")).toEqual({ from: "2026-08-26", to: today });
		expect(stretch("year")).toEqual({ from: "2025-11-26", to: today });
		expect(stretch("all")).toEqual({ from: oldest, to: today });
		const own = { from: toCivilDay("2026-03-01"), to: toCivilDay("2026-03-31") };
		expect(stretch("own", own)).toEqual(own);
		expect(stretch("own")).toEqual({ from: oldest, to: today });
	});

	it("ends with nothing drawn where one's own days end before they begin", () => {
		const own = { from: today, to: oldest };
		const columns = columnsOf(stretchOf({ name: "own", own }, today, oldest), most, 1);
		expect(columns.starts).toEqual([]);
		expect(columns.of(today)).toBeUndefined();
	});
});

const most = { day: 62, week: 120, month: 400 };

describe("a drawing", () => {
	const someRun = fc
		.array(fc.tuple(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 10 })), {
			minLength: 1,
			maxLength: 40,
		})
		.map((values): readonly SignColumn[] =>
			values.map(([a, b], column) => ({ column, low: Math.min(a, b), high: Math.max(a, b) })),
		);

	it("keeps every mark within its picture, the higher the more was said", () => {
		fc.assert(
			fc.property(someRun, (run) => {
				const path = `${bars(run, run.length)}${band(run, run.length)}`;
				for (const [, x, y] of path.matchAll(/(\d+(?:\.\d+)?) (\d+(?:\.\d+)?)/g)) {
					expect(Number(x)).toBeLessThan(WIDTH);
					expect(Number(y)).toBeLessThan(STRIP);
				}
			}),
		);
		expect(up(10)).toBeLessThan(up(0));
	});

	it("has a mark for every column, none wider than its column, and a band only between neighbours", () => {
		const places = [0, 3, 9];
		expect(stones(places, 10, 9).match(/M/g)).toHaveLength(3);
		expect(2 * reach(10)).toBeLessThanOrEqual(WIDTH / 10);
		expect(2 * reach(92)).toBeLessThanOrEqual(WIDTH / 92);
		expect(across(0, 10)).toBe(18);
		expect(band([{ column: 4, low: 2, high: 5 }], 10)).toBe("");
	});
});

describe("the sentence of a picture", () => {
	const said = (values: readonly number[]): readonly SignSaid[] =>
		values.map((value, at) => ({ day: dayOfNumber(dayNumber(today) - 3 * at), value }));
	const stretch = { from: toCivilDay("2026-10-26"), to: today };
	const short = (day: string) => dayInShort(toCivilDay(day));

	it("[C3] names a change where it is clear, says so where none is, and holds no number but days", () => {
		const held = perSign((sign) => said(sign === "guard" ? [2, 2, 3, 3, 3, 8, 7, 8] : []));
		expect(signsInWords(held, stretch)).toBe(
			`Noted from ${short("2026-11-04")} to ${short("2026-11-25")}. Lower in the last two weeks of this time than before: on guard.`,
		);
		const still = perSign(() => said([4, 4, 4, 4, 4, 4, 4, 4]));
		expect(signsInWords(still, stretch)).toMatch(/No clear change\.$/);
		expect(
			signsInWords(
				perSign(() => said([4])),
				stretch,
			),
		).toBe(`Noted on ${short("2026-11-25")}. No clear change.`);
		expect(
			signsInWords(
				perSign(() => []),
				stretch,
			),
		).toBe("Nothing was noted on these days.");
	});

	it("[C8] [C9] names what was there of others, of the world and of oneself apart, and not how often", () => {
		const lanes: readonly Lane<Turn>[] = [
			{
				where: "others",
				marks: [1, 2, 3].map((column) => ({ column, marks: new Set(["away", "towards"]) })),
			},
			{ where: "world", marks: [{ column: 1, marks: new Set(["towards"]) }] },
			{ where: "self", marks: [] },
		];
		const words = { towards: "moment.said.towards", away: "moment.said.away" } as const;
		expect(lanesInWords(lanes, ["towards", "away"], words)).toBe(
			"With others: towards and away. In the world: towards. With myself: nothing noted.",
		);
		chooseLanguage("es");
		expect(lanesInWords(lanes, ["towards", "away"], words)).toBe(
			"Con otras personas: acercamiento y alejamiento. En el mundo: acercamiento. Conmigo: nada anotado.",
		);
	});
});
