// The view: the whole folded journal in one sealed value, so that unlocking reads one value and not ten thousand.
// It is JSON inside: what a browser parses by itself is several times faster than anything written in JavaScript.

import { fromHex, type Sealed } from "../../../crypto/ts/brands.ts";
import { openLocal, sealLocal } from "../../../crypto/ts/local.ts";
import { binary, isList, toJson } from "../journal/json.ts";
import { emptyJournal, foldIn, type Journal } from "../journal/record.ts";
import type { Fields, Revision, Value } from "../journal/revision.ts";
import type { Seal } from "./sealing.ts";
import { fields, list, number, orNull, text } from "./shape.ts";

const name = "view";

export function sealView(seal: Seal, journal: Journal): Promise<Sealed> {
	const revisions = [...journal.values()].flatMap((record) => [...record.revisions.values()]);
	const rows = JSON.stringify(revisions.map(row));
	return sealLocal(seal.key, name, new TextEncoder().encode(rows), seal.random);
}

/** Throws `Refused`, TypeError or SyntaxError for what is no view. */
export async function openView(seal: Seal, sealed: Sealed): Promise<Journal> {
	const opened = await openLocal(seal.key, name, sealed);
	const rows: unknown = JSON.parse(new TextDecoder().decode(opened));
	return foldIn(emptyJournal, list(rows).map(readRow)).journal;
}

function row(revision: Revision): readonly unknown[] {
	const { id, kind, record, parents, day, replaces, schema } = revision;
	return [
		id,
		kind,
		record,
		parents,
		day,
		toJson(revision.fields),
		replaces ?? null,
		schema ?? null,
	];
}

function readRow(value: unknown): Revision {
	// A view of the first version says no schema.
	const [id, kind, record, parents, day, held, replaces, schema] = list(value);
	const said = orNull(schema, number);
	return {
		...(said === null ? {} : { schema: said }),
		id: text(id),
		kind: text(kind),
		record: text(record),
		parents: list(parents).map(text),
		day: text(day),
		fields: fromJson(fields(held)),
		replaces: orNull(replaces, text) ?? undefined,
	};
}

function fromJson(map: Fields): Fields {
	const isPlain = Object.values(map).every((part) => typeof part !== "object" || part === null);
	if (isPlain) return map;
	return Object.fromEntries(Object.entries(map).map(([key, part]) => [key, partFromJson(part)]));
}

function partFromJson(value: Value): Value {
	if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
	if (isList(value)) return value.map(partFromJson);
	const hex = value[binary];
	return typeof hex === "string" ? fromHex(hex) : fromJson(value);
}
