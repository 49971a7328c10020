// A record is the set of its revisions (R41). Folding one more in is adding it to the set, so that any order ends equal;
// heads and ancestry are read from the set.

import type { Revision } from "./revision.ts";

export interface Record {
	readonly id: string;
	readonly kind: string;
	readonly revisions: ReadonlyMap<string, Revision>;
}

/** The records of a journal by `recordKey`. */
export type Journal = ReadonlyMap<string, Record>;

export const emptyJournal: Journal = new Map();

/** Records of two kinds are two records, whatever their ids. */
export function recordKey(kind: string, id: string): string {
	return `${kind}/${id}`;
}

/** The journal with these revisions folded in, in any order; and the keys of the records that changed. */
export function foldIn(
	journal: Journal,
	revisions: readonly Revision[],
): { readonly journal: Journal; readonly changed: ReadonlySet<string> } {
	const next = new Map(journal);
	return { journal: next, changed: foldInto(next, revisions) };
}

/** The same in the journal's own map: one page more in ten thousand costs no copy of them. Gives the keys of what changed. */
export function foldInto(
	journal: Map<string, Record>,
	revisions: readonly Revision[],
): ReadonlySet<string> {
	const fresh = new Map<string, Map<string, Revision>>();
	for (const revision of revisions) {
		const key = recordKey(revision.kind, revision.record);
		const held = fresh.get(key) ?? new Map(journal.get(key)?.revisions);
		held.set(revision.id, revision);
		fresh.set(key, held);
	}
	for (const [key, held] of fresh) {
		const [first] = held.values();
		if (first === undefined) continue;
		journal.set(key, { id: first.record, kind: first.kind, revisions: held });
	}
	return new Set(fresh.keys());
}

/** The journal without the revisions that a purge names (R45). A record that keeps none is gone. */
export function foldOut(
	journal: Journal,
	ids: ReadonlySet<string>,
): { readonly journal: Journal; readonly changed: ReadonlySet<string> } {
	const next = new Map(journal);
	return { journal: next, changed: foldOutOf(next, ids) };
}

/** The same in the journal's own map. */
export function foldOutOf(
	journal: Map<string, Record>,
	ids: ReadonlySet<string>,
): ReadonlySet<string> {
	const changed = new Set<string>();
	for (const [key, record] of journal) {
		const kept = [...record.revisions].filter(([id]) => !ids.has(id));
		if (kept.length === record.revisions.size) continue;
		changed.add(key);
		if (kept.length === 0) journal.delete(key);
		else journal.set(key, { ...record, revisions: new Map(kept) });
	}
	return changed;
}
