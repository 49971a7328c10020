// A page for a session with a counsellor: what a person chose to bring, from a span of days. The text is a sentence of their own.

import type { CivilDay } from "./day.ts";
import { dayIn, listIn, said } from "./field.ts";
import { type Kind, noProse, noWords } from "./kind.ts";

export interface Session {
	readonly from: CivilDay | undefined;
	readonly to: CivilDay | undefined;
	/** Ids of the records that are on it. */
	readonly picks: readonly string[];
	/** Names of the pictures that are on it. */
	readonly pictures: readonly string[];
}

export const session: Kind<Session> = {
	schema: 1,
	read: (fields) => ({
		from: dayIn(fields, "from"),
		to: dayIn(fields, "to"),
		picks: listIn(fields, "picks"),
		pictures: listIn(fields, "pictures"),
	}),
	fields: ({ from, to, picks, pictures }) => ({ ...said({ from, to }), picks, pictures }),
	isProse: noProse,
	words: noWords,
	holds: (fields) => listIn(fields, "picks").length + listIn(fields, "pictures").length > 0,
};
