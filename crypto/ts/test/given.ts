// The input of a vector's case (`crypto/vectors/README.md`), read with its types. Bytes are hex.

import {
	type Bytes,
	fromHex,
	type Random,
	toHex,
	toMemberId,
	toRecordId,
	toRevisionId,
	toSealed,
} from "../brands.ts";
import { type Fields, isFields, type Value } from "../canonical.ts";
import type { Carried, CarriedRevision } from "../carried.ts";
import type { Content, Seen } from "../content.ts";
import { Refused } from "../errors.ts";
import { type Label, labels } from "../labels.ts";
import { type Member, makeMember } from "../member.ts";

export interface Given {
	readonly bytes: (name: string) => Bytes;
	readonly maybe: (name: string) => Bytes | null;
	readonly number: (name: string) => number;
	readonly numberOrNull: (name: string) => number | null;
	readonly text: (name: string) => string;
	readonly maybeText: (name: string) => string | null;
	readonly flag: (name: string) => boolean;
	readonly label: (name: string) => Label;
	readonly list: (name: string) => readonly unknown[];
	/** The object itself, or null. */
	readonly object: (name: string) => Readonly<Record<string, unknown>> | null;
	/** Hands out these inputs, one a call. */
	readonly random: (...names: readonly string[]) => Random;
}

/** Reads a JSON object. Anything of another type throws, and is no refusal. */
export function readGiven(json: unknown): Given {
	const map = toObject(json);
	const bytes = (name: string): Bytes => hexOf(map[name]);
	return {
		bytes,
		maybe: (name) => (map[name] === null ? null : bytes(name)),
		number: (name) => numberOf(map[name]),
		numberOrNull: (name) => (map[name] === null ? null : numberOf(map[name])),
		text: (name) => textOf(map[name]),
		maybeText: (name) => (map[name] === null ? null : textOf(map[name])),
		flag: (name) => map[name] === true,
		label: (name) => labelOf(textOf(map[name])),
		list: (name) => toList(map[name]),
		object: (name) => (map[name] === null ? null : toObject(map[name])),
		random: (...names) => queued(names.map(bytes)),
	};
}

/** A content as JSON, not checked yet. */
export function contentOf(json: unknown): Content {
	const given = readGiven(json);
	const replaces = given.maybe("replaces");
	const fields = readValue(given.object("fields"));
	if (!isFields(fields)) throw new TypeError("fields must be a map");
	return {
		kind: given.text("kind"),
		record: contentId(toRecordId, given.text("record")),
		parents: given.list("parents").map((id) => contentId(toRevisionId, textOf(id))),
		seen: given.list("seen").map((pair) => {
			const [device, counter] = toList(pair);
			return [contentId(toMemberId, textOf(device)), numberOf(counter)];
		}),
		schema: given.number("schema"),
		day: given.text("day"),
		fields,
		replaces: replaces === null ? null : contentId(toRevisionId, toHex(replaces)),
	};
}

export function contentJson(content: Content): unknown {
	return { ...content, fields: valueJson(content.fields) };
}

export function pairsOf(list: readonly unknown[]): readonly Seen[] {
	return list.map((pair) => {
		const [device, counter] = toList(pair);
		return [toMemberId(textOf(device)), numberOf(counter)];
	});
}

/** A name and a number. */
export function pairOf(json: unknown): readonly [string, number] {
	const [name, number] = toList(json);
	return [textOf(name), numberOf(number)];
}

export function memberOf(json: unknown): Promise<Member> {
	const given = readGiven(json);
	return makeMember(given.number("kind"), given.bytes("sign_public"), given.bytes("kem_public"));
}

export function carriedOf(json: unknown): Carried {
	const given = readGiven(json);
	return {
		link: given.bytes("link"),
		roster: given.maybe("roster"),
		revisions: given.list("revisions").map(carriedRevisionOf),
	};
}

export function textOf(value: unknown): string {
	if (typeof value === "string") return value;
	throw new TypeError("text expected");
}

export function hexOf(value: unknown): Bytes {
	return fromHex(textOf(value));
}

export function toObject(value: unknown): Readonly<Record<string, unknown>> {
	if (typeof value === "object" && value !== null && !Array.isArray(value)) {
		return Object.fromEntries(Object.entries(value));
	}
	throw new TypeError("an object expected");
}

/** An id of another size cannot become an `Id` at all here; in a content that is the kind `encoding`. */
function contentId<T>(toId: (text: string) => T, text: string): T {
	try {
		return toId(text);
	} catch (error) {
		if (error instanceof Refused) throw new Refused("encoding", error.message);
		throw error;
	}
}

function carriedRevisionOf(json: unknown): CarriedRevision {
	const given = readGiven(json);
	const body = given.maybe("body");
	return {
		header: given.bytes("header"),
		body: body === null ? null : toSealed(body),
		bodyHash: given.maybe("body_hash"),
	};
}

/** A value of a content out of JSON. */
export function readValue(json: unknown): Value {
	if (json === null || typeof json === "boolean" || typeof json === "string") return json;
	if (typeof json === "number") return json;
	if (Array.isArray(json)) return json.map(readValue);
	const pairs = Object.entries(toObject(json));
	const [first] = pairs;
	if (pairs.length === 1 && first?.[0] === "$bin") return hexOf(first[1]);
	return Object.fromEntries(pairs.map(([key, value]) => [key, readValue(value)]));
}

function valueJson(value: Value): unknown {
	if (value instanceof Uint8Array) return { $bin: toHex(value) };
	if (Array.isArray(value)) return value.map(valueJson);
	return isFields(value) ? fieldsJson(value) : value;
}

function fieldsJson(fields: Fields): unknown {
	return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, valueJson(value)]));
}

function queued(outputs: readonly Bytes[]): Random {
	const left = [...outputs];
	return (length) => {
		const next = left.shift();
		if (next?.length !== length) throw new TypeError(`${length} bytes of randomness expected`);
		return next;
	};
}

export function numberOf(value: unknown): number {
	if (typeof value === "number") return value;
	throw new TypeError("a number expected");
}

export function toList(value: unknown): readonly unknown[] {
	if (Array.isArray(value)) return value;
	throw new TypeError("a list expected");
}

function labelOf(text: string): Label {
	const found = labels.find((label) => label === text);
	if (found !== undefined) return found;
	throw new TypeError("a label of the table expected");
}
