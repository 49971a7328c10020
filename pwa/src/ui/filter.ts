import { type Entry, type EntryKind, entryKinds } from "../app/contract.ts";
import { tagsIn } from "./tags.ts";
import type { Wanted } from "./wanted.ts";

type Marked = Pick<Entry, "kind" | "tags">;

export function isSome({ kinds, tags }: Wanted): boolean {
	return kinds.length + tags.length > 0;
}

export function isWanted(wanted: Wanted): (entry: Marked) => boolean {
	const { kinds, tags } = wanted;
	return (entry) =>
		(kinds.length === 0 || kinds.includes(entry.kind)) &&
		tags.every((tag) => entry.tags.includes(tag));
}

/** The kinds that occur, in the order in which they are always named. */
export function kindsIn(entries: readonly Marked[]): readonly EntryKind[] {
	const found = new Set(entries.map(({ kind }) => kind));
	return entryKinds.filter((kind) => found.has(kind));
}

/** What is wanted, without what no longer occurs: it could not be taken back. */
export function amongThese(wanted: Wanted, entries: readonly Marked[]): Wanted {
	if (!isSome(wanted)) return wanted;
	const [kinds, tags] = [new Set(kindsIn(entries)), new Set(tagsIn(entries))];
	return {
		kinds: wanted.kinds.filter((kind) => kinds.has(kind)),
		tags: wanted.tags.filter((tag) => tags.has(tag)),
	};
}

/** The same list with one more, or without it if it was there. */
export function toggled<T>(list: readonly T[], one: T): readonly T[] {
	return list.includes(one) ? list.filter((other) => other !== one) : [...list, one];
}
