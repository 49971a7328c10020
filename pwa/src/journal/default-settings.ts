// Apart from the record of settings, since the first screen needs nothing more.

import type { CivilDay } from "./day.ts";

/** What the screen of today can show. */
export const todayParts = [
	"moment",
	"check-in",
	"left-open",
	"path",
	"words",
	"later",
	"recall",
	"drill",
] as const;
export type TodayPart = (typeof todayParts)[number];

export interface Settings {
	/** The hour (0 to 6) at which a new day begins. */
	readonly dayStart: number;
	/** Seconds in the background before it locks; 0 locks at once. */
	readonly lockGrace: number;
	/** Minutes without a touch before it locks. */
	readonly idle: number;
	/** The keyboard may check and correct what is typed, for which some send it to their maker. */
	readonly keyboardHelp: boolean;
	/** What the screen of today shows; it can be nothing. */
	readonly today: readonly TodayPart[];
	/** Days of the week, 0 for Sunday, on which today's screen says that this was a day to come by. */
	readonly reminders: readonly number[];
	/** Looking back is not offered before this day. */
	readonly recallAfter: CivilDay | undefined;
	/** Looking for the kit is not offered before this day: set a year on once it was found, a month on after a "not now". */
	readonly drillAfter: CivilDay | undefined;
}

export const defaultSettings: Settings = {
	dayStart: 4,
	lockGrace: 60,
	idle: 5,
	keyboardHelp: false,
	today: todayParts,
	reminders: [],
	recallAfter: undefined,
	drillAfter: undefined,
};
