import { expect, test } from "vitest";
import { toCivilDay } from "../../src/journal/day.ts";
import { defaultSettings, type Settings } from "../../src/journal/default-settings.ts";
import type { Record } from "../../src/journal/record.ts";
import type { Fields } from "../../src/journal/revision.ts";
import { readSettings, settingsFields } from "../../src/journal/settings.ts";
import { idOf, revision } from "./given.ts";

function record(...said: readonly (readonly [string, readonly string[], Fields])[]): Record {
	const revisions = said.map(([name, parents, fields]) => ({
		...revision(name, parents),
		kind: "settings",
		fields,
	}));
	return { id: idOf("s"), kind: "settings", revisions: new Map(revisions.map((r) => [r.id, r])) };
}

const changed = (change: Partial<Settings>) => settingsFields({ ...defaultSettings, ...change });

test("[R42] two devices that change two settings keep both", () => {
	const both = record(
		["a", [], changed({})],
		["b", ["a"], changed({ dayStart: 2 })],
		["c", ["a"], changed({ idle: 10 })],
	);
	expect(readSettings(both)).toEqual({ ...defaultSettings, dayStart: 2, idle: 10 });
});

test("[R42] two devices that change one setting see the same one of the two", () => {
	const one = ["b", ["a"], changed({ idle: 10 })] as const;
	const other = ["c", ["a"], changed({ idle: 20 })] as const;
	const root = ["a", [], changed({})] as const;
	expect(readSettings(record(root, one, other))).toEqual(readSettings(record(other, one, root)));
	expect([10, 20]).toContain(readSettings(record(root, one, other)).idle);
});

test("what is out of bounds is brought within when written, and ignored when read", () => {
	const written = readSettings(record(["a", [], changed({ dayStart: 9, idle: 0, lockGrace: -5 })]));
	expect(written).toEqual({ ...defaultSettings, dayStart: 6, lockGrace: 0, idle: 1 });
	expect(readSettings(record(["a", [], { day_start: 99, idle: "5" }]))).toEqual(defaultSettings);
	expect(readSettings(undefined)).toEqual(defaultSettings);
});

test("[C23] [R42] when the next drill is offered is kept beside what another device changed; what is no day is none", () => {
	const both = record(
		["a", [], changed({})],
		["b", ["a"], changed({ drillAfter: toCivilDay("2027-11-25") })],
		["c", ["a"], changed({ idle: 10 })],
	);
	expect(readSettings(both)).toMatchObject({ drillAfter: "2027-11-25", idle: 10 });
	const odd = record(["a", [], { drill_after: "2027-13-45" }]);
	expect(readSettings(odd)).toEqual(defaultSettings);
});
