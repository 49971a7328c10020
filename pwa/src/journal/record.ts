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
	const fresh = new Map<string, Map<string, Revision>>();
	for (const revision of revisions) {
		const key = recordKey(revision.kind, revision.record);
		const held = fresh.get(key) ?? new Map(next.get(key)?.revisions);
		held.set(revision.id, revision);
		fresh.set(key, held);
	}
	for (const [key, held] of fresh) {
		const [first] = held.values();
		if (first !== undefined) next.set(key, { id: first.record, kind: first.kind, revisions: held });
	}
	return { journal: next, changed: new Set(fresh.keys()) };
}

/** The journal without the revisions that a purge names (R45). A record that keeps none is gone. */
export function foldOut(
	journal: Journal,
	ids: ReadonlySet<string>,
): { readonly journal: Journal; readonly changed: ReadonlySet<string> } {
	const next = new Map(journal);
	const changed = new Set<string>();
	for (const [key, record] of journal) {
		const kept = [...record.revisions].filter(([id]) => !ids.has(id));
		if (kept.length === record.revisions.size) continue;
		changed.add(key);
		if (kept.length === 0) next.delete(key);
		else next.set(key, { ...record, revisions: new Map(kept) });
	}
	return { journal: next, changed };
}
