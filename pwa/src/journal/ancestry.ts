// Who descends from whom within one record. A replaced revision counts as its replacement (R41).

import type { Record } from "./record.ts";
import { originOf, type Revision } from "./revision.ts";

export interface Ancestry {
	/** In order (R42). */
	readonly heads: readonly Revision[];
	readonly all: readonly Revision[];
	/** Known parents; one that was purged or has not come yet is left out. */
	parents(of: Revision): readonly Revision[];
	/** The revision itself and everything that it descends from, by id. */
	ancestors(of: Revision): ReadonlySet<string>;
}

export function ancestryOf(record: Record): Ancestry {
	const replaced = replacements(record);
	const all = [...record.revisions.values()].filter(({ id }) => !replaced.has(id)).sort(inOrder);
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

/** The order of revisions (R42): a new sealing stands where the first one stood. */
export function inOrder(a: Revision, b: Revision): number {
	return compare(originOf(a), originOf(b)) || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

/** From each replaced id to its replacement; where there are several, from the others too to the one of the lowest id. */
function replacements(record: Record): ReadonlyMap<string, string> {
	const found = new Map<string, string>();
	for (const { id, replaces } of [...record.revisions.values()].sort(inOrder)) {
		if (replaces === undefined || replaces === id) continue;
		const first = found.get(replaces);
		if (first === undefined) found.set(replaces, id);
		else found.set(id, first);
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
