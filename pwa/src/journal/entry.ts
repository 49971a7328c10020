// An entry is a record of kind `entry`, read as one value (R41 to R44). Reading writes nothing.

import { type Ancestry, ancestryOf, nearestCommon } from "./ancestry.ts";
import { type CivilDay, isCivilDay } from "./day.ts";
import { type EntryId, isEntryId } from "./entry-id.ts";
import { mergeProse, type Piece, type Prose, plainProse } from "./prose.ts";
import type { Record } from "./record.ts";
import { isTrashed, type Read, registerValues } from "./register.ts";
import type { Fields, Revision, Value } from "./revision.ts";

export const entryKind = "entry";
export const entrySchema = 1;

export interface EntryValue extends Prose {
	readonly id: EntryId;
	readonly day: CivilDay;
	/** When it was begun, milliseconds since 1970. */
	readonly at: number;
	readonly pieces: readonly Piece[];
	readonly trashed: boolean;
	/** Ids of the heads, ascending: the next save names them all (R44). */
	readonly heads: readonly string[];
}

/** The value of an entry; undefined for a record that is none. */
export function readEntry(record: Record): EntryValue | undefined {
	if (record.kind !== entryKind || !isEntryId(record.id)) return undefined;
	const [only] = record.revisions.values();
	if (only !== undefined && record.revisions.size === 1) return readOnly(record.id, only);
	const ancestry = ancestryOf(record);
	const day = first(registerValues(ancestry, dayOf), isDay);
	if (day === undefined) return undefined;
	return {
		id: record.id,
		day,
		at: first(registerValues(ancestry, at), isNumber) ?? 0,
		trashed: isTrashed(ancestry, [text, at, dayOf]),
		heads: ancestry.heads.map(({ id }) => id),
		...readProse(ancestry),
	};
}

/** Most entries were written once: their one revision says it all. */
function readOnly(id: EntryId, revision: Revision): EntryValue | undefined {
	const { day } = revision;
	if (!isCivilDay(day)) return undefined;
	const begun = revision.fields["at"];
	const words = textOf(revision);
	return {
		id,
		day,
		at: isNumber(begun) ? begun : 0,
		trashed: revision.fields["trashed"] === true,
		heads: [revision.id],
		...mergeProse(words).result(),
	};
}

/** `at`: when it was begun; `saved`: when this was saved; milliseconds since 1970. */
export function entryFields(text: string, at: number, trashed: boolean, saved: number): Fields {
	return { at, saved, text: plainProse(text), trashed };
}

/** Newest day first; within a day in the order in which they were begun. */
export function compareEntries(
	a: Pick<EntryValue, "id" | "day" | "at">,
	b: Pick<EntryValue, "id" | "day" | "at">,
): number {
	if (a.day !== b.day) return a.day < b.day ? 1 : -1;
	return a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

function readProse(ancestry: Ancestry): Prose {
	const [head, ...others] = ancestry.heads;
	if (head === undefined) return { text: "", pieces: [] };
	const merge = mergeProse(textOf(head));
	const merged = [head];
	for (const other of others) {
		const base = nearestCommon(ancestry, merged, other);
		merge.add(textOf(other), base === undefined ? "" : textOf(base));
		merged.push(other);
	}
	return merge.result();
}

/** The words of a revision of an entry. */
export function textOf({ fields }: Revision): string {
	const value = fields["text"];
	return typeof value === "string" ? plainProse(value) : "";
}

const text: Read = textOf;
const at: Read = ({ fields }) => fields["at"];
const dayOf: Read = ({ day }) => day;

function isDay(value: Value | undefined): value is CivilDay {
	return typeof value === "string" && isCivilDay(value);
}

function isNumber(value: Value | undefined): value is number {
	return typeof value === "number";
}

/** The values of a register stand in an order that all devices see: the first fitting one is shown. */
function first<T extends Value>(
	values: readonly (Value | undefined)[],
	fits: (value: Value | undefined) => value is T,
): T | undefined {
	return values.find(fits);
}
