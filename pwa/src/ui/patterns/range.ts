import type { CivilDay, Stretch } from "../../app/contract.ts";
import { dayAfter } from "../day.ts";
import type { Days } from "../desk.ts";
import { monthAfter } from "../month.ts";

export const rangeNames = ["month", "season", "year", "all", "own"] as const;
export type RangeName = (typeof rangeNames)[number];

/** Which days the pictures show; `own` are the days last chosen by hand. */
export interface Range {
	readonly name: RangeName;
	readonly own: Days;
}

const MONTHS = { month: 1, season: 3, year: 12 } as const;

/** `oldest` is the first day that anything is written on. A missing end of own days is the oldest, or today. */
export function stretchOf({ name, own }: Range, today: CivilDay, oldest: CivilDay): Stretch {
	switch (name) {
		case "all":
			return { from: oldest < today ? oldest : today, to: today };
		case "own":
			return { from: own.from || oldest, to: own.to || today };
		default:
			return { from: dayAfter(monthAfter(today, -MONTHS[name]), 1), to: today };
	}
}
