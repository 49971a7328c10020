// A letter that is never sent from here. The text is the letter.

import { said, textIn } from "./field.ts";
import { type Kind, noProse } from "./kind.ts";

export interface Letter {
	/** To whom, in the person's own words. */
	readonly to: string;
}

export const letter: Kind<Letter> = {
	schema: 1,
	read: (fields) => ({ to: textIn(fields, "to") }),
	fields: ({ to }) => said({ to }),
	isProse: noProse,
	words: (fields) => [textIn(fields, "to")],
	holds: (fields) => textIn(fields, "to").trim() !== "",
};
