// Entries in the order in which they show. One more among ten thousand is put in its place; the others are not sorted again.

import { compareEntries } from "../journal/entry.ts";
import type { Entry } from "./contract.ts";

export interface EntryList {
	/** In order. The same array for as long as nothing of it changes. */
	all(): readonly Entry[];
	/** One in the place of another; undefined for none. */
	change(before: Entry | undefined, after: Entry | undefined): void;
}

interface Change {
	readonly before: Entry | undefined;
	readonly after: Entry | undefined;
}

/** Above so many at once, sorting all of it is quicker. */
const few = 64;

export function makeEntryList(): EntryList {
	let entries: readonly Entry[] = [];
	let changes: Change[] = [];
	return {
		all() {
			if (changes.length > 0) entries = changed(entries, changes);
			changes = [];
			return entries;
		},
		change(before, after) {
			if (before !== after) changes.push({ before, after });
		},
	};
}

function changed(entries: readonly Entry[], changes: readonly Change[]): readonly Entry[] {
	return (changes.length <= few && placed(entries, changes)) || sorted(entries, changes);
}

/** Undefined where one does not stand in its place. */
function placed(entries: readonly Entry[], changes: readonly Change[]): Entry[] | undefined {
	const next = [...entries];
	for (const { before, after } of changes) {
		if (before !== undefined) {
			const at = placeOf(next, before);
			if (next[at] !== before) return undefined;
			next.splice(at, 1);
		}
		if (after !== undefined) next.splice(placeOf(next, after), 0, after);
	}
	return next;
}

/** Where it stands or would stand. */
function placeOf(entries: readonly Entry[], entry: Entry): number {
	let [from, to] = [0, entries.length];
	while (from < to) {
		const middle = (from + to) >>> 1;
		const other = entries[middle];
		if (other !== undefined && compareEntries(other, entry) < 0) from = middle + 1;
		else to = middle;
	}
	return from;
}

function sorted(entries: readonly Entry[], changes: readonly Change[]): readonly Entry[] {
	const gone = new Set(changes.map(({ before }) => before));
	const come = changes.flatMap(({ after }) => after ?? []);
	return [...entries, ...come].filter((entry) => !gone.has(entry)).sort(compareEntries);
}
