// The content of a revision (R28 to R30).

import {
	type Bytes,
	type MemberId,
	maxU32,
	type RecordId,
	type RevisionId,
	toMemberId,
	toRecordId,
	toRevisionId,
} from "./brands.ts";
import {
	decodeCanonical,
	encodeCanonical,
	type Fields,
	isFields,
	isList,
	type Value,
} from "./canonical.ts";
import { refuse } from "./errors.ts";
import { hash } from "./labels.ts";
import { idBytes } from "./layout.ts";

export const maxParents = 64;
export const maxSeen = 256;
const kindForm = /^[a-z][a-z-]{0,31}$/;
const dayForm = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

export interface Content {
	/** `[a-z][a-z-]{0,31}` */
	readonly kind: string;
	readonly record: RecordId;
	/** Strictly ascending. */
	readonly parents: readonly RevisionId[];
	/** The version vector: highest counter by device, strictly ascending by device. */
	readonly seen: readonly Seen[];
	/** From 1 to 65,535. */
	readonly schema: number;
	/** A civil date, `YYYY-MM-DD`. */
	readonly day: string;
	readonly fields: Fields;
	readonly replaces: RevisionId | null;
}

export type Seen = readonly [device: MemberId, counter: number];

/** The only bytes of this content. Throws `Refused` with `encoding`. */
export function encodeContent(content: Content): Bytes {
	const value = [
		content.kind,
		idBytes(content.record),
		content.parents.map(idBytes),
		content.seen.map(([device, counter]) => [idBytes(device), counter]),
		content.schema,
		content.day,
		content.fields,
		content.replaces === null ? null : idBytes(content.replaces),
	];
	readContent(value);
	return encodeCanonical(value);
}

/** Throws `Refused` with `encoding`. */
export function parseContent(bytes: Bytes): Content {
	return readContent(decodeCanonical(bytes));
}

/** R30: `held` is the highest counter of each device that the log before holds. Refuses `ancestor`. */
export function checkAncestors(seen: readonly Seen[], held: ReadonlyMap<MemberId, number>): void {
	for (const [device, counter] of seen) {
		if (counter > (held.get(device) ?? 0)) {
			refuse("ancestor", "a revision that the log before does not hold");
		}
	}
}

/** The id of a record that there is once, `settings` or `check`. */
export async function fixedRecord(name: string): Promise<RecordId> {
	return toRecordId((await hash("record", new TextEncoder().encode(name))).subarray(0, 16));
}

function readContent(value: Value): Content {
	if (!isList(value) || value.length !== 8) return refuse("encoding", "an array of eight expected");
	const [kind, record, parents, seen, schema, day, fields, replaces] = value;
	if (fields === undefined || !isFields(fields)) return refuse("encoding", "fields must be a map");
	return {
		kind: matching(kindForm, kind),
		record: toRecordId(binary(record, 16)),
		parents: readParents(parents),
		seen: readSeen(seen),
		schema: numberUpTo(schema, 65_535),
		day: readDay(day),
		fields,
		replaces: replaces === null ? null : toRevisionId(binary(replaces, 32)),
	};
}

function readParents(value: Value | undefined): readonly RevisionId[] {
	const parents = listUpTo(value, maxParents).map((parent) => toRevisionId(binary(parent, 32)));
	checkAscending(parents);
	return parents;
}

function readSeen(value: Value | undefined): readonly Seen[] {
	const seen = listUpTo(value, maxSeen).map((pair): Seen => {
		const [device, counter] = listUpTo(pair, 2);
		if (listUpTo(pair, 2).length !== 2) refuse("encoding", "a device and a counter expected");
		return [toMemberId(binary(device, 16)), numberUpTo(counter, maxU32)];
	});
	checkAscending(seen.map(([device]) => device));
	return seen;
}

function readDay(value: Value | undefined): string {
	const day = matching(dayForm, value);
	const at = new Date(`${day}T00:00:00Z`);
	const exists = !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
	if (!exists || day.startsWith("0000")) refuse("encoding", "a day that exists expected");
	return day;
}

function matching(form: RegExp, value: Value | undefined): string {
	if (typeof value === "string" && form.test(value)) return value;
	return refuse("encoding", "text of another form expected");
}

function binary(value: Value | undefined, size: number): Uint8Array {
	if (value instanceof Uint8Array && value.length === size) return value;
	return refuse("encoding", `${size} bytes expected`);
}

function numberUpTo(value: Value | undefined, most: number): number {
	if (typeof value === "number" && value >= 1 && value <= most) return value;
	return refuse("encoding", `a number from 1 to ${most} expected`);
}

function listUpTo(value: Value | undefined, most: number): readonly Value[] {
	if (value !== undefined && isList(value) && value.length <= most) return value;
	return refuse("encoding", `an array of at most ${most} expected`);
}

function checkAscending(ids: readonly string[]): void {
	for (const [at, id] of ids.entries()) {
		const before = ids[at - 1];
		if (before !== undefined && before >= id) refuse("encoding", "ids must ascend");
	}
}
