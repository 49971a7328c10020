// A note to one's later self. The text stays closed until the day chosen, or until it is wanted.

import type { CivilDay } from "./day.ts";
import { dayIn, flagIn, said } from "./field.ts";
import { type Kind, noProse, noWords } from "./kind.ts";

export interface Later {
	/** The first day on which it offers itself; undefined: only when it is looked for. */
	readonly opens: CivilDay | undefined;
	readonly opened: boolean;
}

export const later: Kind<Later> = {
	schema: 1,
	read: (fields) => ({ opens: dayIn(fields, "opens"), opened: flagIn(fields, "opened") }),
	fields: ({ opens, opened }) => said({ opens, opened }),
	isProse: noProse,
	words: noWords,
	holds: () => false,
};
