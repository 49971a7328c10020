// Canonical MessagePack (R28, R29): one encoding for each value. All that is not it is refused `encoding`.

import { type Bytes, toHex } from "./brands.ts";
import { refuse } from "./errors.ts";
import { readInteger } from "./layout.ts";

/** What a content can hold. Numbers are integers within 53 bits. */
export type Value = null | boolean | number | string | Uint8Array | readonly Value[] | Fields;

export interface Fields {
	readonly [key: string]: Value;
}

const maxDepth = 8;
const keyForm = /^[a-z][a-z0-9_]{0,63}$/;

/** A form of a family: counts up to `most` stand in `width` bytes after `tag`, or inside of it. */
interface Form {
	readonly most: number;
	readonly tag: number;
	readonly width: number;
}

type Family = "uint" | "negative" | "str" | "bin" | "array" | "map";

const form = (most: number, tag: number, width: number): Form => ({ most, tag, width });
const most32 = 2 ** 32 - 1;

// From short to long. Negative numbers are counted by their distance from zero.
const forms: Readonly<Record<Family, readonly Form[]>> = {
	uint: [
		form(0x7f, 0x00, 0),
		form(0xff, 0xcc, 1),
		form(0xffff, 0xcd, 2),
		form(most32, 0xce, 4),
		form(Number.MAX_SAFE_INTEGER, 0xcf, 8),
	],
	negative: [
		form(0x80, 0xd0, 1),
		form(0x8000, 0xd1, 2),
		form(2 ** 31, 0xd2, 4),
		form(Number.MAX_SAFE_INTEGER, 0xd3, 8),
	],
	str: [form(31, 0xa0, 0), form(0xff, 0xd9, 1), form(0xffff, 0xda, 2), form(most32, 0xdb, 4)],
	bin: [form(0xff, 0xc4, 1), form(0xffff, 0xc5, 2), form(most32, 0xc6, 4)],
	array: [form(15, 0x90, 0), form(0xffff, 0xdc, 2), form(most32, 0xdd, 4)],
	map: [form(15, 0x80, 0), form(0xffff, 0xde, 2), form(most32, 0xdf, 4)],
};

const families: readonly Family[] = ["uint", "negative", "str", "bin", "array", "map"];
const wide = new Map<number, readonly [Family, Form]>(
	families.flatMap((family) =>
		forms[family].flatMap((one) => (one.width > 0 ? [[one.tag, [family, one]]] : [])),
	),
);
const utf8 = new TextEncoder();
const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The only bytes of `value`. */
export function encodeCanonical(value: Value): Bytes {
	const bytes: number[] = [];
	write(bytes, value, 0);
	return Uint8Array.from(bytes);
}

/** The value of `bytes`, read whole. Maps have no prototype; bytes are copies. */
export function decodeCanonical(bytes: Bytes): Value {
	const input: Input = { bytes, at: 0 };
	const value = read(input, 0);
	if (input.at !== bytes.length) refuse("encoding", "trailing bytes");
	return value;
}

/** Whether `value` is a map. */
export function isFields(value: Value): value is Fields {
	const compound = typeof value === "object" && value !== null;
	return compound && !(value instanceof Uint8Array) && !Array.isArray(value);
}

/** Whether `value` is an array. */
export function isList(value: Value): value is readonly Value[] {
	return Array.isArray(value);
}

function write(bytes: number[], value: Value, depth: number): void {
	if (value === null) bytes.push(0xc0);
	else if (typeof value === "boolean") bytes.push(value ? 0xc3 : 0xc2);
	else if (typeof value === "number") writeNumber(bytes, value);
	else if (typeof value === "string") writeText(bytes, value);
	else if (value instanceof Uint8Array) {
		writeHead(bytes, "bin", value.length);
		append(bytes, value);
	} else writeContainer(bytes, value, depth);
}

function writeContainer(bytes: number[], value: readonly Value[] | Fields, depth: number): void {
	checkDepth(depth);
	if (isList(value)) {
		writeHead(bytes, "array", value.length);
		for (const inner of value) write(bytes, inner, depth + 1);
		return;
	}
	const map = isFields(value) ? value : refuse("encoding", "a value that a content cannot hold");
	const pairs = Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1));
	writeHead(bytes, "map", pairs.length);
	for (const [key, inner] of pairs) {
		checkKeyForm(key);
		writeText(bytes, key);
		write(bytes, inner, depth + 1);
	}
}

function writeText(bytes: number[], text: string): void {
	if (!text.isWellFormed()) refuse("encoding", "a lone surrogate");
	const encoded = utf8.encode(text);
	writeHead(bytes, "str", encoded.length);
	append(bytes, encoded);
}

function writeNumber(bytes: number[], value: number): void {
	if (!Number.isSafeInteger(value)) refuse("encoding", "a number that is no integer of 53 bits");
	if (value >= 0) writeHead(bytes, "uint", value);
	else if (value >= -32) bytes.push(0x100 + value);
	else writeNegative(bytes, value);
}

function writeNegative(bytes: number[], value: number): void {
	const { tag, width } = formOf("negative", -value);
	const view = new DataView(new ArrayBuffer(8));
	view.setBigInt64(0, BigInt(value));
	bytes.push(tag, ...new Uint8Array(view.buffer, 8 - width));
}

function writeHead(bytes: number[], family: Family, count: number): void {
	const { tag, width } = formOf(family, count);
	if (width === 0) bytes.push(tag | count);
	else bytes.push(tag);
	for (let place = width - 1; place >= 0; place--) {
		bytes.push(Math.floor(count / 256 ** place) % 256);
	}
}

function formOf(family: Family, count: number): Form {
	const found = forms[family].find((one) => count <= one.most);
	return found ?? refuse("encoding", `a ${family} that is too large`);
}

function append(bytes: number[], more: Uint8Array): void {
	for (const byte of more) bytes.push(byte);
}

interface Input {
	readonly bytes: Bytes;
	at: number;
}

function take(input: Input, size: number): Bytes {
	if (size > input.bytes.length - input.at) refuse("encoding", "the input ends too early");
	input.at += size;
	return input.bytes.subarray(input.at - size, input.at);
}

function read(input: Input, depth: number): Value {
	const tag = readInteger(take(input, 1));
	if (tag <= 0x7f) return tag;
	if (tag >= 0xe0) return tag - 0x100;
	if (tag === 0xc0) return null;
	if (tag === 0xc2 || tag === 0xc3) return tag === 0xc3;
	if (tag < 0x90) return readMap(input, tag & 0x0f, depth);
	if (tag < 0xa0) return readArray(input, tag & 0x0f, depth);
	if (tag < 0xc0) return readText(input, tag & 0x1f);
	const [family, { width }] = wide.get(tag) ?? refuse("encoding", "a type that is not allowed");
	const counted = take(input, width);
	return family === "negative"
		? readNegative(counted)
		: readWide(input, family, shortest(family, tag, readInteger(counted)), depth);
}

function readWide(input: Input, family: Family, count: number, depth: number): Value {
	if (family === "uint") return count;
	if (family === "str") return readText(input, count);
	if (family === "bin") return take(input, count).slice();
	return family === "array" ? readArray(input, count, depth) : readMap(input, count, depth);
}

function shortest(family: Family, tag: number, count: number): number {
	if (formOf(family, count).tag !== tag) refuse("encoding", `not the shortest form of a ${family}`);
	return count;
}

function readNegative(counted: Bytes): number {
	const value = Number(BigInt.asIntN(counted.length * 8, BigInt(`0x${toHex(counted)}`)));
	const short = value >= -32 || formOf("negative", -value).width !== counted.length;
	if (short) refuse("encoding", "not the shortest form of a number");
	return value;
}

/** Names and days are this short; above that a decoder is quicker. */
const short = 32;

function readText(input: Input, size: number): string {
	const bytes = take(input, size);
	const plain = size <= short ? plainText(bytes) : undefined;
	if (plain !== undefined) return plain;
	try {
		return strictUtf8.decode(bytes);
	} catch (error) {
		if (error instanceof TypeError) refuse("encoding", "UTF-8 expected");
		throw error;
	}
}

/** Undefined where a byte is no sign of UTF-8 by itself. */
function plainText(bytes: Bytes): string | undefined {
	let text = "";
	for (const byte of bytes) {
		if (byte >= 0x80) return undefined;
		text += String.fromCharCode(byte);
	}
	return text;
}

function readArray(input: Input, count: number, depth: number): readonly Value[] {
	checkDepth(depth);
	checkCount(input, count);
	const values: Value[] = [];
	for (let at = 0; at < count; at++) values.push(read(input, depth + 1));
	return values;
}

function readMap(input: Input, count: number, depth: number): Fields {
	checkDepth(depth);
	checkCount(input, 2 * count);
	const fields: Record<string, Value> = Object.create(null);
	let last = "";
	for (let at = 0; at < count; at++) {
		const key = read(input, depth + 1);
		if (typeof key !== "string") return refuse("encoding", "a key that is no text");
		checkKeyForm(key);
		if (key <= last) refuse("encoding", "keys must ascend");
		fields[key] = read(input, depth + 1);
		last = key;
	}
	return fields;
}

function checkCount(input: Input, count: number): void {
	if (count > input.bytes.length - input.at) refuse("encoding", "a count larger than the input");
}

function checkDepth(depth: number): void {
	if (depth > maxDepth) refuse("encoding", `at most ${maxDepth} levels`);
}

function checkKeyForm(key: string): void {
	if (!keyForm.test(key))
		refuse("encoding", "a key of small letters, digits and underscores expected");
}
