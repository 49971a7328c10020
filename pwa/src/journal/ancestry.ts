// Who descends from whom within one record. A replaced revision counts as its replacement (R41).

import type { Record } from "./record.ts";
import type { Revision } from "./revision.ts";

export interface Ancestry {
	/** Ascending by revision id (R43). */
	readonly heads: readonly Revision[];
	readonly all: readonly Revision[];
	/** Known parents; one that was purged or has not come yet is left out. */
	parents(of: Revision): readonly Revision[];
	/** The revision itself and everything that it descends from, by id. */
	ancestors(of: Revision): ReadonlySet<string>;
}

export function ancestryOf(record: Record): Ancestry {
	const replaced = replacements(record);
	const all = [...record.revisions.values()].filter(({ id }) => !replaced.has(id)).sort(byId);
	const parents = new Map(
		all.map((revision) => [revision.id, parentsOf(record, replaced, revision)]),
	);
	const named = new Set([...parents.values()].flat().map(({ id }) => id));
	const known = new Map<string, ReadonlySet<string>>();
	return {
		heads: all.filter(({ id }) => !named.has(id)),
		all,
		parents: ({ id }) => parents.get(id) ?? [],
		ancestors(of) {
			const found = known.get(of.id) ?? reach(of, parents);
			known.set(of.id, found);
			return found;
		},
	};
}

/** True if one is the other's ancestor, or they are the same. */
export function related(ancestry: Ancestry, a: Revision, b: Revision): boolean {
	return ancestry.ancestors(a).has(b.id) || ancestry.ancestors(b).has(a.id);
}

/**
 * The nearest common ancestor of a head and several others; the one with the lowest id where several
 * are equally near, undefined if there is none.
 */
export function nearestCommon(
	ancestry: Ancestry,
	others: readonly Revision[],
	head: Revision,
): Revision | undefined {
	const mine = ancestry.ancestors(head);
	const common = ancestry.all.filter(
		({ id }) => mine.has(id) && others.some((other) => ancestry.ancestors(other).has(id)),
	);
	return common.find((one) =>
		common.every((other) => other === one || !ancestry.ancestors(other).has(one.id)),
	);
}

function byId(a: Revision, b: Revision): number {
	return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** From each replaced id to its replacement; the lowest id where there are several. */
function replacements(record: Record): ReadonlyMap<string, string> {
	const found = new Map<string, string>();
	for (const { id, replaces } of [...record.revisions.values()].sort(byId)) {
		if (replaces !== undefined && replaces !== id && !found.has(replaces)) found.set(replaces, id);
	}
	return found;
}

function parentsOf(
	record: Record,
	replaced: ReadonlyMap<string, string>,
	revision: Revision,
): readonly Revision[] {
	const ids = new Set(revision.parents.map((parent) => resolve(replaced, parent)));
	return [...ids].flatMap((id) => {
		const parent = record.revisions.get(id);
		return parent === undefined || id === revision.id ? [] : [parent];
	});
}

function resolve(replaced: ReadonlyMap<string, string>, id: string): string {
	const seen = new Set<string>();
	let at = id;
	for (
		let next = replaced.get(at);
		next !== undefined && !seen.has(next);
		next = replaced.get(at)
	) {
		seen.add(at);
		at = next;
	}
	return at;
}

function reach(
	start: Revision,
	parents: ReadonlyMap<string, readonly Revision[]>,
): ReadonlySet<string> {
	const found = new Set([start.id]);
	const todo = [start.id];
	for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
		for (const parent of parents.get(id) ?? []) {
			if (found.has(parent.id)) continue;
			found.add(parent.id);
			todo.push(parent.id);
		}
	}
	return found;
}
