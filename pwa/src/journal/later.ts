// A note to one's later self. The text stays closed until the day chosen, or until it is wanted.

import type { CivilDay } from "./day.ts";
import { dayIn, flagIn, said } from "./field.ts";
import { type Kind, noProse, noWords } from "./kind.ts";

export interface Later {
	/** The first day on which it offers itself; undefined: only when it is looked for. */
	readonly opens: CivilDay | undefined;
	readonly opened: boolean;
	/** It was offered on its day and left closed: it is not offered again. */
	readonly left: boolean;
}

export const later: Kind<Later> = {
	schema: 1,
	read: (fields) => ({
		opens: dayIn(fields, "opens"),
		opened: flagIn(fields, "opened"),
		left: flagIn(fields, "left"),
	}),
	fields: ({ opens, opened, left }) => said({ opens, opened, left }),
	isProse: noProse,
	words: noWords,
	holds: () => false,
	isClosed: (fields) => !flagIn(fields, "opened"),
};
