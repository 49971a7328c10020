// The view: the folded journal in sealed parts, so that unlocking reads one value and not ten thousand, shows the newest pages before
// the others are read, and a page that is saved writes its part anew and not all of them. A head names the parts.
// It is JSON inside: what a browser parses by itself is several times faster than anything written in JavaScript.

import { fromHex, type Sealed, toHex } from "../../../crypto/ts/brands.ts";
import { openLocal, sealLocal } from "../../../crypto/ts/local.ts";
import { binary, isList, toJson } from "../journal/json.ts";
import type { Record } from "../journal/record.ts";
import type { Fields, Revision, Value } from "../journal/revision.ts";
import type { Seal } from "./sealing.ts";
import { fields, list, number, orNull, text } from "./shape.ts";

const name = "view";

/** Parts count from 1, the oldest pages first. Each writing of one has a stamp of its own: no head opens an older writing. */
export interface PartName {
	readonly number: number;
	readonly stamp: string;
}

export interface Head {
	readonly revisions: readonly Revision[];
	/** Ascending by number. */
	readonly parts: readonly PartName[];
}

/** The rows of a record as they stand in a part, for `sealHead` and `sealPart`. */
export function rowsOf({ revisions }: Record): string {
	return [...revisions.values()].map((revision) => JSON.stringify(row(revision))).join(",");
}

export function newPart(seal: Seal, number: number): PartName {
	return { number, stamp: toHex(seal.random(8)) };
}

export function sealHead(
	seal: Seal,
	rows: readonly string[],
	parts: readonly PartName[],
): Promise<Sealed> {
	const names = JSON.stringify(parts.map(({ number, stamp }) => [number, stamp]));
	return sealText(seal, name, `{"parts":${names},"rows":[${rows.join(",")}]}`);
}

export function sealPart(seal: Seal, part: PartName, rows: readonly string[]): Promise<Sealed> {
	return sealText(seal, partName(part), `[${rows.join(",")}]`);
}

/** Also a view of the first version, which held everything. Throws `Refused`, TypeError or SyntaxError for what is none. */
export async function openHead(seal: Seal, sealed: Sealed): Promise<Head> {
	const opened = await openText(seal, name, sealed);
	if (Array.isArray(opened)) return { revisions: opened.map(readRow), parts: [] };
	if (typeof opened !== "object" || opened === null || !("parts" in opened && "rows" in opened)) {
		throw new TypeError("expected parts and rows");
	}
	const parts = list(opened.parts).map(readPart);
	return { revisions: list(opened.rows).map(readRow), parts };
}

/** Throws as `openHead` does. */
export async function openPart(
	seal: Seal,
	part: PartName,
	sealed: Sealed,
): Promise<readonly Revision[]> {
	return list(await openText(seal, partName(part), sealed)).map(readRow);
}

function partName({ number, stamp }: PartName): string {
	return `${name} part ${number} ${stamp}`;
}

function sealText(seal: Seal, place: string, words: string): Promise<Sealed> {
	return sealLocal(seal.key, place, new TextEncoder().encode(words), seal.random);
}

async function openText(seal: Seal, place: string, sealed: Sealed): Promise<unknown> {
	return JSON.parse(new TextDecoder().decode(await openLocal(seal.key, place, sealed)));
}

function readPart(value: unknown): PartName {
	const [at, stamp] = list(value);
	return { number: number(at), stamp: text(stamp) };
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
