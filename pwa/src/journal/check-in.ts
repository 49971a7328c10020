// How it is right now: five signs that trust was hurt, each from 0 to 10, and any may be left out.

import { said, scaleIn } from "./field.ts";
import { type Kind, noProse, noWords } from "./kind.ts";

/**
 * Overthinking, or questioning what others intend; finding it hard to believe apologies and reassurance; pulling away; anger, resentment
 * or numbness; being on guard even where it is safe.
 */
export const signs = ["overthinking", "disbelief", "distance", "anger", "guard"] as const;
export type Sign = (typeof signs)[number];

/** From 0, hardly there, to 10, very much. The text is a note beside them. */
export type CheckIn = { readonly [sign in Sign]: number | undefined };

export const checkIn: Kind<CheckIn> = {
	schema: 1,
	read: (fields) => ({
		overthinking: scaleIn(fields, "overthinking"),
		disbelief: scaleIn(fields, "disbelief"),
		distance: scaleIn(fields, "distance"),
		anger: scaleIn(fields, "anger"),
		guard: scaleIn(fields, "guard"),
	}),
	fields: (value) => said(value),
	isProse: noProse,
	words: noWords,
	holds: (fields) => signs.some((sign) => scaleIn(fields, sign) !== undefined),
};
