// What somebody needs in order to feel safe, or a boundary that supports it. The text says which.

import { type Direction, directionIn } from "./direction.ts";
import { choiceIn, said } from "./field.ts";
import { type Kind, noProse, noWords } from "./kind.ts";

export const needSorts = ["need", "boundary"] as const;

export interface Need {
	readonly sort: (typeof needSorts)[number];
	readonly direction: Direction | undefined;
}

export const need: Kind<Need> = {
	schema: 1,
	read: (fields) => ({
		sort: choiceIn(fields, "sort", needSorts) ?? "need",
		direction: directionIn(fields),
	}),
	fields: ({ sort, direction }) => said({ sort, direction }),
	isProse: noProse,
	words: noWords,
	holds: () => false,
};
