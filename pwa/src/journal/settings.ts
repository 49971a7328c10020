// The settings of a journal: one record with a fixed id, a register per field.

import { ancestryOf } from "./ancestry.ts";
import { defaultSettings, type Settings } from "./default-settings.ts";
import type { Record } from "./record.ts";
import { registerValues } from "./register.ts";

export const settingsKind = "settings";
export const settingsSchema = 1;

const bounds: { readonly [name in keyof Settings]: readonly [number, number] } = {
	dayStart: [0, 6],
	lockGrace: [0, 3_600],
	idle: [1, 120],
};
const fieldNames = { dayStart: "day_start", lockGrace: "lock_grace", idle: "idle" } as const;

export function readSettings(record: Record | undefined): Settings {
	if (record === undefined) return defaultSettings;
	const ancestry = ancestryOf(record);
	const read = (name: keyof Settings): number => {
		const values = registerValues(ancestry, ({ fields }) => fields[fieldNames[name]]);
		return within(name, values[0]) ?? defaultSettings[name];
	};
	return { dayStart: read("dayStart"), lockGrace: read("lockGrace"), idle: read("idle") };
}

/** The fields of a revision; a value out of its bounds becomes the nearest one within. */
export function settingsFields(settings: Settings): { readonly [name: string]: number } {
	const clamp = (name: keyof Settings): number => {
		const [low, high] = bounds[name];
		return Math.min(high, Math.max(low, Math.round(settings[name])));
	};
	return {
		[fieldNames.dayStart]: clamp("dayStart"),
		[fieldNames.lockGrace]: clamp("lockGrace"),
		[fieldNames.idle]: clamp("idle"),
	};
}

function within(name: keyof Settings, value: unknown): number | undefined {
	const [low, high] = bounds[name];
	return typeof value === "number" && value >= low && value <= high ? value : undefined;
}
