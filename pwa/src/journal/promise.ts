// Words to be followed by deeds: what somebody said or promised, or a small promise to oneself. The text says what.
// What was then seen is kept as `sighting` records, so that each stands by itself.

import type { CivilDay } from "./day.ts";
import { type Direction, directionIn } from "./direction.ts";
import { dayIn, flagIn, said, textIn } from "./field.ts";
import { type Kind, noProse } from "./kind.ts";

export interface Promised {
	readonly direction: Direction | undefined;
	/** Who said it, in the person's own words. */
	readonly who: string;
	readonly by: CivilDay | undefined;
	/** Nothing asks about it before this day. */
	readonly after: CivilDay | undefined;
	/** The person no longer follows it. */
	readonly closed: boolean;
}

export const promise: Kind<Promised> = {
	schema: 1,
	read: (fields) => ({
		direction: directionIn(fields),
		who: textIn(fields, "who"),
		by: dayIn(fields, "by"),
		after: dayIn(fields, "after"),
		closed: flagIn(fields, "closed"),
	}),
	fields: ({ direction, who, by, after, closed }) => said({ direction, who, by, after, closed }),
	isProse: noProse,
	words: (fields) => [textIn(fields, "who")],
	holds: () => false,
};
