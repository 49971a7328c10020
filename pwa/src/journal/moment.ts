// A small moment: somebody, or oneself, or the world, turned towards or away.

import { type Direction, directionIn } from "./direction.ts";
import { choiceIn, said, textIn } from "./field.ts";
import { type Kind, noProse } from "./kind.ts";

export const turns = ["towards", "away"] as const;
export type Turn = (typeof turns)[number];

/** The text says what happened, in a few words. */
export interface Moment {
	readonly turn: Turn | undefined;
	readonly direction: Direction | undefined;
	/** Who or what, in the person's own words. */
	readonly who: string;
}

export const moment: Kind<Moment> = {
	schema: 1,
	read: (fields) => ({
		turn: choiceIn(fields, "turn", turns),
		direction: directionIn(fields),
		who: textIn(fields, "who"),
	}),
	fields: ({ turn, direction, who }) => said({ turn, direction, who }),
	isProse: noProse,
	words: (fields) => [textIn(fields, "who")],
	holds: (fields) =>
		choiceIn(fields, "turn", turns) !== undefined ||
		directionIn(fields) !== undefined ||
		textIn(fields, "who").trim() !== "",
};
