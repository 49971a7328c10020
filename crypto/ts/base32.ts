// Crockford's base 32 as in R9: 37 bytes and four zero bits are 60 symbols. Most significant bit first.

import type { Bytes } from "./brands.ts";
import { refuse } from "./errors.ts";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const ignored = /[\t-\r \u00a0-]/g;
const values = new Map([...alphabet].flatMap(symbolValues));

/** The symbols of `bytes`; the last one is filled up with zero bits. */
export function encodeBase32(bytes: Bytes): string {
	let text = "";
	let held = 0;
	let bits = 0;
	for (const byte of bytes) {
		held = (held << 8) | byte;
		bits += 8;
		for (; bits >= 5; bits -= 5) text += alphabet[(held >>> (bits - 5)) & 31];
		held &= (1 << bits) - 1;
	}
	return bits === 0 ? text : text + alphabet[(held << (5 - bits)) & 31];
}

/** Takes out what a reader ignores (R9). */
export function withoutIgnored(text: string): string {
	return text.replace(ignored, "");
}

/**
 * The bytes of a text without ignored characters that must have exactly `symbols` symbols.
 * Refuses another symbol `encoding`, another count `length`, left-over bits that are not zero `encoding`.
 */
export function decodeBase32(text: string, symbols: number): Bytes {
	const read = [...text].map(
		(symbol) => values.get(symbol) ?? refuse("encoding", "a symbol outside the alphabet"),
	);
	if (read.length !== symbols) refuse("length", `${symbols} symbols expected, got ${read.length}`);
	const bytes = new Uint8Array(Math.floor((symbols * 5) / 8));
	let held = 0;
	let bits = 0;
	let at = 0;
	for (const value of read) {
		held = (held << 5) | value;
		bits += 5;
		if (bits >= 8) {
			bits -= 8;
			bytes[at++] = held >>> bits;
			held &= (1 << bits) - 1;
		}
	}
	if (held !== 0) refuse("encoding", "the last bits are not zero");
	return bytes;
}

function symbolValues(symbol: string, value: number): [string, number][] {
	const alike: Readonly<Record<string, string>> = { 0: "Oo", 1: "IiLl" };
	const spellings = new Set([symbol, symbol.toLowerCase(), ...(alike[symbol] ?? "")]);
	return [...spellings].map((spelling) => [spelling, value]);
}
