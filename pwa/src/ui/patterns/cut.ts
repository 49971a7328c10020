import { type Columns, columnsOf, type Picture, type Stretch } from "../../app/contract.ts";
import { firstWeekday } from "../day.ts";

// The signs are looked at over weeks; single marks keep their days somewhat longer.
const most = {
	signs: { day: 62, week: 120, month: 400 },
	moments: { day: 100, week: 120, month: 400 },
	deeds: { day: 100, week: 120, month: 400 },
} as const;

/** The columns of a picture. */
export function columnsFor(stretch: Stretch, picture: Picture): Columns {
	return columnsOf(stretch, most[picture], firstWeekday());
}
