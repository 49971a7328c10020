// An entry is a record that a person wrote, of any kind, read as one value (R41 to R44). Reading writes nothing.

import { type Ancestry, ancestryOf, nearestCommon } from "./ancestry.ts";
import { isAttachment } from "./attachment.ts";
import { type CivilDay, isCivilDay } from "./day.ts";
import { type EntryId, isEntryId } from "./entry-id.ts";
import { listIn } from "./field.ts";
import { type EntryKind, isEntryKind, kindOf } from "./kinds.ts";
import { mergeProse, type Piece, type Prose, plainProse } from "./prose.ts";
import type { Record } from "./record.ts";
import { isTrashed, type Read, registerValues } from "./register.ts";
import { type Fields, originOf, type Revision, sameValue, type Value } from "./revision.ts";

export interface EntryValue extends Prose {
	readonly id: EntryId;
	readonly kind: EntryKind;
	readonly day: CivilDay;
	/** When it was begun, milliseconds since 1970. */
	readonly at: number;
	readonly pieces: readonly Piece[];
	/** The person's own, ascending. */
	readonly tags: readonly string[];
	/** All other fields, those of newer versions too. */
	readonly fields: Fields;
	readonly trashed: boolean;
	/** The heads by their first ids (R71), ascending: the next save names them all (R44). */
	readonly heads: readonly string[];
	/** For each of them every sealing that is here. */
	readonly sealings: readonly (readonly string[])[];
}

/** What a person can change of an entry. */
export type Words = Pick<EntryValue, "day" | "text" | "tags" | "fields">;

/** Fields that every kind has. */
const common: ReadonlySet<string> = new Set(["at", "saved", "text", "trashed", "tags"]);

/** The value of an entry; undefined for a record that is none. */
export function readEntry(record: Record): EntryValue | undefined {
	if (!isEntryKind(record.kind) || !isEntryId(record.id)) return undefined;
	const { id, kind } = record;
	const [only] = record.revisions.values();
	if (only !== undefined && record.revisions.size === 1) return readOnly(id, kind, only);
	const ancestry = ancestryOf(record);
	const day = first(registerValues(ancestry, dayOf), isDay);
	if (day === undefined) return undefined;
	const names = namesIn(ancestry);
	return {
		id,
		kind,
		day,
		at: first(registerValues(ancestry, at), isNumber) ?? 0,
		tags: readTags(ancestry),
		fields: readFields(ancestry, kind, names),
		trashed: isTrashed(ancestry, [textOf, at, tagsOf, dayOf, ...names.map(field)]),
		heads: ancestry.heads.map(originOf),
		sealings: ancestry.heads.map((head) => sealingsOf(record, head)),
		...readProse(ancestry, textOf),
	};
}

/** Most entries were written once: their one revision says it all. */
function readOnly(id: EntryId, kind: EntryKind, revision: Revision): EntryValue | undefined {
	const { day } = revision;
	if (!isCivilDay(day)) return undefined;
	const begun = revision.fields["at"];
	return {
		id,
		kind,
		day,
		at: isNumber(begun) ? begun : 0,
		tags: tagsOf(revision),
		fields: ownFields(revision),
		trashed: revision.fields["trashed"] === true,
		heads: [originOf(revision)],
		sealings: [[revision.id]],
		...mergeProse(textOf(revision)).result(),
	};
}

function sealingsOf({ revisions }: Record, head: Revision): readonly string[] {
	const origin = originOf(head);
	return [...revisions.values()].filter((one) => originOf(one) === origin).map(({ id }) => id);
}

/** `at`: when it was begun; `saved`: when this was saved; milliseconds since 1970. */
export function entryFields(
	{ text, tags, fields }: Omit<Words, "day">,
	begun: number,
	trashed: boolean,
	saved: number,
): Fields {
	const own = Object.entries(fields).map(([name, value]) => [name, plainValue(value)] as const);
	const held = { ...Object.fromEntries(own), at: begun, saved, text: plainProse(text), trashed };
	return tags.length === 0 ? held : { ...held, tags: plainTags(tags) };
}

/** True if a draft says nothing else than the entry does. */
export function sameWords(a: Words, b: Words): boolean {
	return a.text === b.text && a.day === b.day && sameValue([a.tags, a.fields], [b.tags, b.fields]);
}

/** Newest day first; within a day in the order in which they were begun. */
export function compareEntries(
	a: Pick<EntryValue, "id" | "day" | "at">,
	b: Pick<EntryValue, "id" | "day" | "at">,
): number {
	if (a.day !== b.day) return a.day < b.day ? 1 : -1;
	return a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** The text of a revision of an entry. */
export function textOf({ fields }: Revision): string {
	return proseIn(fields["text"]);
}

/** What only its kind knows of a revision. */
export function ownFields({ fields }: Revision): Fields {
	return Object.fromEntries(Object.entries(fields).filter(([name]) => !common.has(name)));
}

/** The tags of a revision, ascending. */
export function tagsOf({ fields }: Revision): readonly string[] {
	return plainTags(listIn(fields, "tags"));
}

function namesIn(ancestry: Ancestry): readonly string[] {
	const names = ancestry.all.flatMap((revision) => Object.keys(ownFields(revision)));
	return [...new Set(names)].sort();
}

function readFields(ancestry: Ancestry, kind: EntryKind, names: readonly string[]): Fields {
	const { isProse } = kindOf(kind);
	const read = names.flatMap((name) => {
		const value = isProse(name)
			? readProse(ancestry, proseOf(name)).text
			: shownOf(name, registerValues(ancestry, field(name)));
		return value === undefined || (value === "" && isProse(name)) ? [] : [[name, value] as const];
	});
	return Object.fromEntries(read);
}

/** What one device attached, or kept, stands against another's taking it out at the same time (R81). */
function shownOf(name: string, values: readonly (Value | undefined)[]): Value | undefined {
	return isAttachment(name) ? values.find((value) => value !== undefined) : values[0];
}

/** Tags that two devices gave at the same time are all of them kept. */
function readTags(ancestry: Ancestry): readonly string[] {
	const lists = registerValues(ancestry, tagsOf).map((tags) =>
		listIn({ tags: tags ?? null }, "tags"),
	);
	return plainTags(lists.flat());
}

function readProse(ancestry: Ancestry, read: (revision: Revision) => string): Prose {
	const [head, ...others] = ancestry.heads;
	if (head === undefined) return { text: "", pieces: [] };
	const merge = mergeProse(read(head));
	const merged = [head];
	for (const other of others) {
		const base = nearestCommon(ancestry, merged, other);
		merge.add(read(other), base === undefined ? "" : read(base));
		merged.push(other);
	}
	return merge.result();
}

const at: Read = ({ fields }) => fields["at"];
const dayOf: Read = ({ day }) => day;
const field =
	(name: string): Read =>
	({ fields }) =>
		fields[name];
const proseOf =
	(name: string) =>
	({ fields }: Revision): string =>
		proseIn(fields[name]);

function proseIn(value: Value | undefined): string {
	return typeof value === "string" ? plainProse(value) : "";
}

function plainValue(value: Value): Value {
	return typeof value === "string" ? plainProse(value) : value;
}

/** Trimmed, each once, ascending. */
function plainTags(tags: readonly string[]): readonly string[] {
	return [...new Set(tags.map((tag) => plainProse(tag).trim()))].filter((tag) => tag !== "").sort();
}

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
