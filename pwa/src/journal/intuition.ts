// What my intuition said, and how it turned out. The text is what it said.

import { type Direction, directionIn } from "./direction.ts";
import { choiceIn, said, textIn } from "./field.ts";
import type { Kind } from "./kind.ts";

export const turnouts = ["right", "partly", "otherwise"] as const;

export interface Intuition {
	readonly direction: Direction | undefined;
	readonly turned: (typeof turnouts)[number] | undefined;
	/** How it turned out, in words. */
	readonly outcome: string;
}

export const intuition: Kind<Intuition> = {
	schema: 1,
	read: (fields) => ({
		direction: directionIn(fields),
		turned: choiceIn(fields, "turned", turnouts),
		outcome: textIn(fields, "outcome"),
	}),
	fields: ({ direction, turned, outcome }) => said({ direction, turned, outcome }),
	isProse: (field) => field === "outcome",
	words: (fields) => [textIn(fields, "outcome")],
	holds: (fields) => textIn(fields, "outcome").trim() !== "",
};
