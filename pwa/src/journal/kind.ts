// A kind of record that a person writes: what its fields hold beside text, day and tags, and how they read. Each kind has a file of
// its own and a line in `kinds.ts`. Fields are only ever added to a kind: what means something else is another kind.

import type { Fields } from "./revision.ts";

export interface Kind<V> {
	/** Written into each revision; never changed once released. */
	readonly schema: number;
	/** The fields as one value. Never throws: what does not fit reads as not said. */
	read(fields: Fields): V;
	/** The fields of a value. */
	fields(value: V): Fields;
	/** True for a field of running words, which merges word by word as the text does (R43). */
	isProse(field: string): boolean;
	/** The person's own words in the fields, for lists and for searching. */
	words(fields: Fields): readonly string[];
	/** True if the fields hold anything that a person said: a draft with neither this nor text is dropped. */
	holds(fields: Fields): boolean;
	/** True while the text is put away: no list and no search shows it. Never, for most kinds. */
	isClosed?(fields: Fields): boolean;
}

/** The fields after a change of their value. What the kind does not know, of a newer version too, stays as it is. */
export function changeFields<V>(kind: Kind<V>, fields: Fields, change: Partial<V>): Fields {
	const before = kind.read(fields);
	const known = new Set(Object.keys(kind.fields(before)));
	const others = Object.entries(fields).filter(([name]) => !known.has(name));
	return { ...Object.fromEntries(others), ...kind.fields({ ...before, ...change }) };
}

export const noProse = (): boolean => false;
export const noWords = (): readonly string[] => [];
