// The settings of a journal: one record with a fixed id, a register per field.

import { type Ancestry, ancestryOf } from "./ancestry.ts";
import { type CivilDay, isCivilDay } from "./day.ts";
import { defaultSettings, type Settings, todayParts } from "./default-settings.ts";
import type { Record } from "./record.ts";
import { registerValues } from "./register.ts";
import type { Fields, Value } from "./revision.ts";

export const settingsKind = "settings";
export const settingsSchema = 1;

type Bounded = "dayStart" | "lockGrace" | "idle";

const bounds: { readonly [name in Bounded]: readonly [number, number] } = {
	dayStart: [0, 6],
	lockGrace: [0, 3_600],
	idle: [1, 120],
};
const fieldNames = {
	dayStart: "day_start",
	lockGrace: "lock_grace",
	idle: "idle",
	keyboardHelp: "keyboard_help",
	today: "today",
	reminders: "reminders",
	recallAfter: "recall_after",
	drillAfter: "drill_after",
} as const satisfies Readonly<globalThis.Record<keyof Settings, string>>;

export function readSettings(record: Record | undefined): Settings {
	if (record === undefined) return defaultSettings;
	const ancestry = ancestryOf(record);
	const bounded = (name: Bounded): number =>
		within(name, held(ancestry, name)) ?? defaultSettings[name];
	const [today, reminders] = [held(ancestry, "today"), held(ancestry, "reminders")];
	const day = (name: "recallAfter" | "drillAfter"): CivilDay | undefined => {
		const value = held(ancestry, name);
		return typeof value === "string" && isCivilDay(value) ? value : undefined;
	};
	return {
		dayStart: bounded("dayStart"),
		lockGrace: bounded("lockGrace"),
		idle: bounded("idle"),
		keyboardHelp: held(ancestry, "keyboardHelp") === true,
		today: isList(today) ? todayParts.filter((part) => today.includes(part)) : todayParts,
		reminders: isList(reminders) ? reminders.filter(isWeekday) : [],
		recallAfter: day("recallAfter"),
		drillAfter: day("drillAfter"),
	};
}

/** The fields of a revision; a number out of its bounds becomes the nearest one within. */
export function settingsFields(settings: Settings): Fields {
	const clamp = (name: Bounded): number => {
		const [low, high] = bounds[name];
		return Math.min(high, Math.max(low, Math.round(settings[name])));
	};
	return {
		[fieldNames.dayStart]: clamp("dayStart"),
		[fieldNames.lockGrace]: clamp("lockGrace"),
		[fieldNames.idle]: clamp("idle"),
		[fieldNames.keyboardHelp]: settings.keyboardHelp,
		[fieldNames.today]: [...settings.today],
		[fieldNames.reminders]: settings.reminders.filter(isWeekday).toSorted(),
		[fieldNames.recallAfter]: settings.recallAfter ?? null,
		[fieldNames.drillAfter]: settings.drillAfter ?? null,
	};
}

function held(ancestry: Ancestry, name: keyof Settings): Value | undefined {
	return registerValues(ancestry, ({ fields }) => fields[fieldNames[name]])[0];
}

function within(name: Bounded, value: Value | undefined): number | undefined {
	const [low, high] = bounds[name];
	return typeof value === "number" && value >= low && value <= high ? value : undefined;
}

function isList(value: Value | undefined): value is readonly Value[] {
	return Array.isArray(value);
}

function isWeekday(value: Value): value is number {
	return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 6;
}
