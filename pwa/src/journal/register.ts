// A register holds the values of the revisions that changed it last (R42).

import { type Ancestry, inOrder, related } from "./ancestry.ts";
import { type Revision, sameValue, type Value } from "./revision.ts";

/** Reads one field of a revision. */
export type Read = (revision: Revision) => Value | undefined;

/** The revisions that changed the field last, in order. */
export function lastChanges(ancestry: Ancestry, read: Read): readonly Revision[] {
	const found = new Map<string, Revision>();
	const seen = new Set<string>();
	const todo = [...ancestry.heads];
	for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
		if (seen.has(at.id)) continue;
		seen.add(at.id);
		if (changes(ancestry, read, at)) found.set(at.id, at);
		else todo.push(...ancestry.parents(at));
	}
	const all = [...found.values()];
	return all
		.filter((one) => !all.some((other) => other !== one && ancestry.ancestors(other).has(one.id)))
		.sort(inOrder);
}

/** The values of a register, equal ones once, in the order of the revisions that set them. */
export function registerValues(ancestry: Ancestry, read: Read): readonly (Value | undefined)[] {
	const values: (Value | undefined)[] = [];
	for (const value of lastChanges(ancestry, read).map(read)) {
		if (!values.some((other) => sameValue(other, value))) values.push(value);
	}
	return values;
}

/** `trashed`: true loses against any concurrent edit of another field (edit beats delete). */
export function isTrashed(ancestry: Ancestry, others: readonly Read[]): boolean {
	const last = lastChanges(ancestry, trashed);
	if (last.some((revision) => trashed(revision) !== true)) return false;
	const edits = ancestry.all.filter((one) => others.some((read) => changes(ancestry, read, one)));
	return last.some((trash) => edits.every((edit) => related(ancestry, trash, edit)));
}

/** True if the revision differs in the field from a parent, or begins it. */
function changes(ancestry: Ancestry, read: Read, revision: Revision): boolean {
	const parents = ancestry.parents(revision);
	const value = read(revision);
	return parents.length === 0 || parents.some((parent) => !sameValue(read(parent), value));
}

function trashed({ fields }: Revision): Value | undefined {
	return fields["trashed"];
}
