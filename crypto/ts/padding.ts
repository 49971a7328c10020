// Padding (R27): at least 1 KiB in all, above that by Padmé.

import type { Bytes } from "./brands.ts";
import { refuse } from "./errors.ts";
import { readInteger, u32 } from "./layout.ts";

export const headerSize = 77;
export const maxTotal = 262_144;
export const minTotal = 1_024;
const around = headerSize + 12 + 16;
/** The longest content that a revision holds. */
export const maxContent = maxTotal - around - 4;

/** Length of header and body together for `n` bytes of content. Refuses `length` above 256 KiB. */
export function paddedSize(n: number): number {
	const total = Math.max(minTotal, padme(around + 4 + n));
	if (total > maxTotal) refuse("length", `at most ${maxTotal} bytes, got ${total}`);
	return total;
}

/** Length, content, zeros. Throws `Refused` with `length`. */
export function pad(content: Bytes): Bytes {
	const padded = new Uint8Array(paddedSize(content.length) - around);
	padded.set(u32(content.length));
	padded.set(content, 4);
	return padded;
}

/** The content. Throws `Refused` with `padding`. */
export function unpad(padded: Bytes): Bytes {
	const n = readInteger(padded.subarray(0, 4));
	if (padded.length < 4 || n > padded.length - 4) refuse("padding", "a length that does not fit");
	const total = Math.max(minTotal, padme(around + 4 + n));
	if (total > maxTotal || total - around !== padded.length) {
		refuse("padding", "not the prescribed size");
	}
	if (padded.subarray(4 + n).some((byte) => byte !== 0)) refuse("padding", "not zeros");
	return padded.subarray(4, 4 + n);
}

/** `total` rounded up by Padmé, at most an eighth more; from 2 on, below 2^31. */
export function padme(total: number): number {
	const exponent = 31 - Math.clz32(total);
	const sizeBits = 32 - Math.clz32(exponent);
	const step = 2 ** Math.max(0, exponent - sizeBits);
	return Math.ceil(total / step) * step;
}
