// Entries as the screens get them, made up for the pure parts of the guided work.

import type { CivilDay, Entry, EntryId, EntryKind, Fields } from "../../../src/app/contract.ts";
import { toCivilDay } from "../../../src/journal/day.ts";
import { isEntryId } from "../../../src/journal/entry-id.ts";
import { shownWordsOf } from "../../../src/journal/kinds.ts";

export function idOf(number: number): EntryId {
	const id = number.toString(16).padStart(32, "0");
	if (!isEntryId(id)) throw new Error("expected an entry id");
	return id;
}

export const day = (text: string): CivilDay => toCivilDay(text);

let made = 0;

export function entry(kind: EntryKind, on: string, text: string, fields: Fields = {}): Entry {
	made += 1;
	return {
		id: idOf(made),
		kind,
		day: day(on),
		at: made,
		text,
		pieces: [text],
		tags: [],
		fields,
		words: shownWordsOf(kind, text, fields),
		trashed: false,
		backedUp: false,
	};
}

/** Newest day first, as the app holds them. */
export function journal(...entries: readonly Entry[]): readonly Entry[] {
	return entries.toSorted((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : a.at - b.at));
}
