// Reading and writing the fixed layouts (R1 to R3). Slices share memory with their input: nothing is copied while parsing.

import { type Bytes, fromHex, maxU32 } from "./brands.ts";
import { refuse } from "./errors.ts";

export const version = 1;

export const u8 = (value: number): Bytes => integer(value, 1);
export const u16 = (value: number): Bytes => integer(value, 2);
export const u32 = (value: number): Bytes => integer(value, 4);
/** The bytes of an id. */
export const idBytes = fromHex;

/** A cursor over a layout. Reading past the end is refused `length`. */
export interface Reader {
	take(size: number): Bytes;
	u8(): number;
	u16(): number;
	u32(): number;
	/** Bytes not read yet. */
	left(): number;
}

/** Looks at the version byte (R1, R2) and stands behind it. */
export function openLayout(bytes: Bytes): Reader {
	if (bytes.length === 0) refuse("length", "nothing to read");
	if (bytes[0] !== version) refuse("version", `version ${version} expected`);
	const reader = readerOf(bytes);
	reader.u8();
	return reader;
}

/** The same for a layout of one size. */
export function openFixed(bytes: Bytes, size: number): Reader {
	const reader = openLayout(bytes);
	checkSize(bytes, size);
	return reader;
}

export function checkSize(bytes: Bytes, size: number): void {
	if (bytes.length !== size) refuse("length", `${size} bytes expected, got ${bytes.length}`);
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
	if (a.length !== b.length) return false;
	let difference = 0;
	for (let at = 0; at < a.length; at++) difference |= (a[at] ?? 0) ^ (b[at] ?? 0);
	return difference === 0;
}

/** Big-endian unsigned integer. */
export function readInteger(bytes: Uint8Array): number {
	let value = 0;
	for (const byte of bytes) value = value * 256 + byte;
	return value;
}

export function readerOf(bytes: Bytes): Reader {
	let at = 0;
	function take(size: number): Bytes {
		if (size > bytes.length - at) refuse("length", "the input ends too early");
		at += size;
		return bytes.subarray(at - size, at);
	}
	return {
		take,
		u8: () => readInteger(take(1)),
		u16: () => readInteger(take(2)),
		u32: () => readInteger(take(4)),
		left: () => bytes.length - at,
	};
}

function integer(value: number, size: number): Bytes {
	if (!Number.isInteger(value) || value < 0 || value > maxU32 || value >= 256 ** size) {
		refuse("encoding", `a whole number of ${size} bytes expected`);
	}
	const bytes = new Uint8Array(size);
	for (let at = size - 1, rest = value; at >= 0; at--, rest = Math.floor(rest / 256)) {
		bytes[at] = rest % 256;
	}
	return bytes;
}
