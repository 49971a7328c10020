// What was seen to follow: of a promise, or of a boundary. The text says what, in a few words.

import { choiceIn, said, textIn } from "./field.ts";
import { type Kind, noProse, noWords } from "./kind.ts";

/** Whether the deed matched the words, as the person sees it. */
export const matches = ["yes", "partly", "no", "unclear"] as const;
export type Match = (typeof matches)[number];
/** Whether something was to be seen of it. */
export const shows = ["there", "absent"] as const;
export type Shown = (typeof shows)[number];
export const qualities = ["consistency", "accountability", "empathy"] as const;
export type Quality = (typeof qualities)[number];

/** What became of a boundary: it held, in part, not this time, or its owner changed their mind. */
export const holdings = ["held", "partly", "not-now", "changed"] as const;
export type Holding = (typeof holdings)[number];

export interface Sighting extends Readonly<Record<Quality, Shown | undefined>> {
	/** The id of the record that it was seen of. */
	readonly of: string;
	/** Of words. */
	readonly match: Match | undefined;
	/** Of a boundary. */
	readonly held: Holding | undefined;
}

export const sighting: Kind<Sighting> = {
	schema: 1,
	read: (fields) => ({
		of: textIn(fields, "of"),
		match: choiceIn(fields, "match", matches),
		held: choiceIn(fields, "held", holdings),
		consistency: choiceIn(fields, "consistency", shows),
		accountability: choiceIn(fields, "accountability", shows),
		empathy: choiceIn(fields, "empathy", shows),
	}),
	fields: (value) => said({ ...value }),
	isProse: noProse,
	words: noWords,
	holds: (fields) =>
		choiceIn(fields, "match", matches) !== undefined ||
		choiceIn(fields, "held", holdings) !== undefined ||
		qualities.some((quality) => choiceIn(fields, quality, shows) !== undefined),
};
