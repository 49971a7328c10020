// What the pictures are drawn from: nothing is bridged, added up or mixed, whatever the journal holds.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changeOf } from "../../src/journal/change.ts";
import { checkIn, signs } from "../../src/journal/check-in.ts";
import { columnsOf, type Written } from "../../src/journal/columns.ts";
import { type CivilDay, dayNumber, dayOfNumber, toCivilDay } from "../../src/journal/day.ts";
import { directions } from "../../src/journal/direction.ts";
import { newEntryId } from "../../src/journal/entry-id.ts";
import { deedsNoted, lanesOf, momentsNoted, wheres } from "../../src/journal/lanes.ts";
import { moment, turns } from "../../src/journal/moment.ts";
import { promise } from "../../src/journal/promise.ts";
import { matches } from "../../src/journal/sighting.ts";
import { runsOf, signColumns, signsSaid } from "../../src/journal/sign-columns.ts";

const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000);
const options = { seed };

const first = dayNumber(toCivilDay("2024-02-20"));
const someDay = fc.integer({ min: first, max: first + 900 }).map(dayOfNumber);
const someId = fc.uint8Array({ minLength: 16, maxLength: 16 }).map(newEntryId);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const scale = maybe(fc.integer({ min: 0, max: 10 }));

const someCheckIn = fc
	.record({
		overthinking: scale,
		disbelief: scale,
		distance: scale,
		anger: scale,
		guard: scale,
	})
	.map((value) => ({ kind: "check-in" as const, fields: checkIn.fields(value) }));
const someMoment = fc
	.record({
		turn: maybe(fc.constantFrom(...turns)),
		direction: maybe(fc.constantFrom(...directions)),
		who: fc.constantFrom("", "Ana"),
	})
	.map((value) => ({ kind: "moment" as const, fields: moment.fields(value) }));
const somePromise = maybe(fc.constantFrom(...directions)).map((direction) => ({
	kind: "promise" as const,
	fields: direction === undefined ? {} : { direction },
}));

/** A journal with check-ins, moments, words, and what was seen of some of these words. */
const someJournal: fc.Arbitrary<readonly Written[]> = fc
	.array(fc.tuple(someId, someDay, fc.oneof(someCheckIn, someMoment, somePromise)), {
		maxLength: 60,
	})
	.chain((made) => {
		const entries: readonly Written[] = made.map(([id, day, one]) => ({ id, day, ...one }));
		const ids = entries.filter(({ kind }) => kind === "promise").map(({ id }) => id);
		const of = fc.constantFrom(...ids, "00".repeat(16));
		const seen = fc
			.tuple(someId, someDay, of, fc.constantFrom(...matches))
			.map(([id, day, about, match]): Written => {
				return { id, day, kind: "sighting", fields: { of: about, match } };
			});
		return fc.array(seen, { maxLength: 30 }).map((more) => [...entries, ...more]);
	});

const someStretch = fc
	.tuple(someDay, someDay)
	.map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a }));
const someMost = fc.constantFrom(
	{ day: 1000, week: 1000, month: 1000 },
	{ day: 10, week: 1000, month: 1000 },
	{ day: 10, week: 5, month: 1000 },
	{ day: 10, week: 5, month: 2 },
);
const someColumns = fc
	.tuple(someStretch, someMost, fc.integer({ min: 1, max: 7 }))
	.map(([stretch, most, weekday]) => columnsOf(stretch, most, weekday));

/** Everything that a picture is made of. */
function drawn(entries: readonly Written[], columns: ReturnType<typeof columnsOf>) {
	const said = signsSaid(entries);
	return {
		signs: signs.map((sign) => signColumns(said[sign], columns)),
		moments: plain(lanesOf(momentsNoted(entries), columns)),
		deeds: plain(lanesOf(deedsNoted(entries), columns)),
	};
}

function plain<M extends string>(lanes: ReturnType<typeof lanesOf<M>>) {
	return lanes.map(({ where, marks }) => ({
		where,
		marks: marks.map(({ column, marks: held }) => [column, [...held].sort()]),
	}));
}

describe(`columns of time (SEED=${seed})`, () => {
	test("hold every day of the stretch in exactly one, in order, and no other day", () => {
		fc.assert(
			fc.property(someColumns, someDay, (columns, day) => {
				const { from, to, starts } = columns;
				const at = columns.of(day);
				if (day < from || day > to) expect(at).toBeUndefined();
				else {
					const start = starts[at ?? -1];
					const next = starts[(at ?? -1) + 1];
					expect(start !== undefined && start <= day).toBe(true);
					expect(next === undefined || next > day).toBe(true);
				}
				expect(columns.of(from)).toBe(0);
				expect(columns.of(to)).toBe(starts.length - 1);
				expect([...starts].sort()).toEqual(starts);
			}),
			options,
		);
	});

	test("begin weeks where the person's week begins, in every year that there is", () => {
		const most = { day: 1, week: 9999, month: 9999 };
		const weekday = (day: CivilDay) => new Date(`${day}T12:00:00Z`).getUTCDay() || 7;
		for (const from of ["0001-01-01", "1969-12-30", "2026-11-25"].map(toCivilDay)) {
			for (const begins of [1, 6, 7]) {
				const to = dayOfNumber(dayNumber(from) + 30);
				const starts = columnsOf({ from, to }, most, begins).starts.slice(1);
				for (const start of starts) expect(weekday(start)).toBe(begins);
			}
		}
	});
});

describe(`the five signs (SEED=${seed})`, () => {
	test("[C3] show what was said and nothing else: no column without a saying, no value between or beyond", () => {
		fc.assert(
			fc.property(someJournal, someColumns, (entries, columns) => {
				const said = signsSaid(entries);
				for (const sign of signs) {
					for (const { column, low, high } of signColumns(said[sign], columns)) {
						const held = said[sign].filter(({ day }) => columns.of(day) === column);
						const values = held.map(({ value }) => value);
						expect([low, high]).toEqual([Math.min(...values), Math.max(...values)]);
					}
				}
			}),
			options,
		);
	});

	test("no gap is bridged: within a run column follows column, and between two runs one is empty", () => {
		fc.assert(
			fc.property(someJournal, someColumns, (entries, columns) => {
				for (const sign of signs) {
					const shown = signColumns(signsSaid(entries)[sign], columns);
					const runs = runsOf(shown);
					expect(runs.flat()).toEqual(shown);
					for (const run of runs) {
						run.forEach(({ column }, at) => {
							expect(column).toBe((run[0]?.column ?? 0) + at);
						});
					}
					runs.slice(1).forEach((run, at) => {
						expect(run[0]?.column).toBeGreaterThan((runs[at]?.at(-1)?.column ?? 0) + 1);
					});
				}
			}),
			options,
		);
	});
});

describe(`others, the world and oneself (SEED=${seed})`, () => {
	test("[C8] are never mixed: the lane of one is the same whatever the others hold", () => {
		fc.assert(
			fc.property(
				someJournal,
				someColumns,
				fc.constantFrom(...wheres),
				(entries, columns, where) => {
					const ofThis = (all: readonly Written[]) =>
						[momentsNoted(all), deedsNoted(all)].map((noted) =>
							plain(lanesOf<string>(noted, columns)).find((lane) => lane.where === where),
						);
					const belongs = new Map<string, string>(
						entries.map(({ id, fields }) => [id, String(fields["direction"] ?? "unsaid")]),
					);
					const alone = entries.filter(({ id, kind, fields }) => {
						const of = kind === "sighting" ? String(fields["of"]) : id;
						return belongs.get(of) === where;
					});
					expect(ofThis(alone)).toEqual(ofThis(entries));
				},
			),
			options,
		);
	});

	test("[C9] are marks and no sums: the same journal written twice over looks the same", () => {
		fc.assert(
			fc.property(someJournal, someColumns, (entries, columns) => {
				expect(drawn([...entries, ...entries], columns)).toEqual(drawn(entries, columns));
			}),
			options,
		);
	});

	test("look the same in whatever order the entries come", () => {
		const shuffled = someJournal.chain((entries) =>
			fc
				.shuffledSubarray([...entries], { minLength: entries.length })
				.map((other) => ({ entries, other })),
		);
		fc.assert(
			fc.property(shuffled, someColumns, ({ entries, other }, columns) => {
				expect(drawn(other, columns)).toEqual(drawn(entries, columns));
			}),
			options,
		);
	});

	test("[C8] a deed belongs where its words belong; words that are gone take their deeds with them", () => {
		const day = toCivilDay("2026-11-20");
		const id = newEntryId(new Uint8Array(16).fill(7));
		const words: Written = {
			id,
			day,
			kind: "promise",
			fields: promise.fields({ ...promise.read({}), direction: "self" }),
		};
		const seen: Written = {
			id: newEntryId(new Uint8Array(16).fill(8)),
			day,
			kind: "sighting",
			fields: { of: id, match: "yes" },
		};
		expect(deedsNoted([seen, words])).toContainEqual({ day, where: "self", mark: "yes" });
		expect(deedsNoted([seen])).toEqual([]);
	});
});

describe("a clear change", () => {
	const to = toCivilDay("2026-11-25");
	const said = (before: readonly number[], later: readonly number[]) => [
		...before.map((value, at) => ({ day: dayOfNumber(dayNumber(to) - 14 - at), value })),
		...later.map((value, at) => ({ day: dayOfNumber(dayNumber(to) - at), value })),
	];

	test("is named where both sides were said three times and their middles lie two steps apart", () => {
		expect(changeOf(said([7, 8, 6], [4, 5, 3]), to)).toBe("lower");
		expect(changeOf(said([2, 3, 2], [5, 4, 9]), to)).toBe("higher");
	});

	test("is not named for one step, for few sayings, or where one day stands out", () => {
		expect(changeOf(said([7, 7, 7], [6, 6, 6]), to)).toBeUndefined();
		expect(changeOf(said([9, 9], [1, 1, 1]), to)).toBeUndefined();
		expect(changeOf(said([9, 9, 9], [1, 1]), to)).toBeUndefined();
		expect(changeOf(said([5, 5, 5], [5, 0, 6]), to)).toBeUndefined();
		expect(changeOf([], to)).toBeUndefined();
	});

	test("is the other one for a journal that is turned upside down", () => {
		const values = fc.array(fc.integer({ min: 0, max: 10 }), { maxLength: 12 });
		fc.assert(
			fc.property(values, values, (before, later) => {
				const turned = (list: readonly number[]) => list.map((value) => 10 - value);
				const opposite = { lower: "higher", higher: "lower" } as const;
				const change = changeOf(said(before, later), to);
				const other = changeOf(said(turned(before), turned(later)), to);
				expect(other).toBe(change && opposite[change]);
			}),
			options,
		);
	});
});
