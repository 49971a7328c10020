// The history of an entry: every revision that changed what it says or its day, newest first. Reading writes nothing.

import { type Ancestry, ancestryOf, inOrder as compareInOrder } from "./ancestry.ts";
import { type CivilDay, isCivilDay } from "./day.ts";
import { ownFields, tagsOf, textOf } from "./entry.ts";
import type { Record } from "./record.ts";
import { lastChanges } from "./register.ts";
import { type Fields, originOf, type Revision, sameValue, type Value } from "./revision.ts";

export interface Version {
	/** The revision that wrote it, by its first id. */
	readonly id: string;
	readonly day: CivilDay;
	readonly text: string;
	readonly tags: readonly string[];
	readonly fields: Fields;
	/** When it was saved, milliseconds since 1970; undefined for what was saved before that was kept. */
	readonly savedAt: number | undefined;
	/** It is what the entry holds now: one, or one for each device that wrote at the same time. */
	readonly isCurrent: boolean;
}

/** All devices that hold the same revisions see the same order. */
export function versionsOf(record: Record): readonly Version[] {
	const ancestry = ancestryOf(record);
	const current = new Set(lastChanges(ancestry, said).map(originOf));
	return inOrder(ancestry)
		.filter((revision) => isChange(ancestry, revision))
		.flatMap((revision) => {
			const { day } = revision;
			const id = originOf(revision);
			if (!isCivilDay(day)) return [];
			const savedAt = savedAtOf(revision);
			const words = { text: textOf(revision), tags: tagsOf(revision), fields: ownFields(revision) };
			return [{ id, day, ...words, savedAt, isCurrent: current.has(id) }];
		})
		.reverse();
}

/** All of it and the day in one value: what a version is a version of. */
function said(revision: Revision): readonly Value[] {
	return [textOf(revision), revision.day, tagsOf(revision), ownFields(revision)];
}

function isChange(ancestry: Ancestry, revision: Revision): boolean {
	const parents = ancestry.parents(revision);
	const own = said(revision);
	return parents.length === 0 || parents.some((parent) => !sameValue(said(parent), own));
}

/** Parents before children; among those that could come next, the one saved first. */
function inOrder(ancestry: Ancestry): readonly Revision[] {
	const waiting = new Set(ancestry.all);
	const done = new Set<string>();
	const ordered: Revision[] = [];
	while (waiting.size > 0) {
		const free = [...waiting].filter((one) =>
			ancestry.parents(one).every(({ id }) => done.has(id)),
		);
		const next = free.reduce<Revision | undefined>(earlier, undefined);
		if (next === undefined) return ordered;
		waiting.delete(next);
		done.add(next.id);
		ordered.push(next);
	}
	return ordered;
}

function earlier(a: Revision | undefined, b: Revision): Revision {
	if (a === undefined) return b;
	const [left, right] = [savedAtOf(a) ?? 0, savedAtOf(b) ?? 0];
	if (left !== right) return left < right ? a : b;
	return compareInOrder(a, b) < 0 ? a : b;
}

function savedAtOf({ fields }: Revision): number | undefined {
	const value = fields["saved"];
	return typeof value === "number" ? value : undefined;
}
