// A page for a session with a counsellor: what a person chose to bring, from a span of days. The text is a sentence of their own.
// Each choice is a field of its own, so that what two devices choose at the same time is all chosen (R42).

import type { CivilDay } from "./day.ts";
import { type EntryId, isEntryId } from "./entry-id.ts";
import { dayIn, flagIn, listIn, said } from "./field.ts";
import { type Kind, noProse, noWords } from "./kind.ts";
import type { Fields } from "./revision.ts";

/** The pictures that can stand on it: of the five signs, of moments, of words and actions. */
export const pictures = ["signs", "moments", "deeds"] as const;
export type Picture = (typeof pictures)[number];

/** What is on it of an entry: all, or the sentences with these marks (`sentenceMark`). */
export type Picked = "all" | readonly string[];

export interface Session {
	readonly from: CivilDay | undefined;
	readonly to: CivilDay | undefined;
	readonly picks: ReadonlyMap<EntryId, Picked>;
	readonly pictures: ReadonlySet<Picture>;
}

const pick = "pick_";
const picture = "picture_";

export const session: Kind<Session> = {
	schema: 1,
	read: (fields) => ({
		from: dayIn(fields, "from"),
		to: dayIn(fields, "to"),
		picks: picksIn(fields),
		pictures: new Set(pictures.filter((name) => flagIn(fields, picture + name))),
	}),
	fields: ({ from, to, picks, pictures: shown }) => ({
		...said({ from, to }),
		...Object.fromEntries([...picks].map(([id, part]) => [pick + id, part === "all" || part])),
		...Object.fromEntries([...shown].map((name) => [picture + name, true])),
	}),
	isProse: noProse,
	words: noWords,
	holds: (fields) =>
		picksIn(fields).size > 0 || pictures.some((name) => flagIn(fields, picture + name)),
};

function picksIn(fields: Fields): ReadonlyMap<EntryId, Picked> {
	const picks = new Map<EntryId, Picked>();
	for (const [name, value] of Object.entries(fields)) {
		const id = name.startsWith(pick) ? name.slice(pick.length) : "";
		if (!isEntryId(id)) continue;
		const marks = listIn(fields, name);
		if (value === true || marks.length > 0) picks.set(id, value === true ? "all" : marks);
	}
	return picks;
}
