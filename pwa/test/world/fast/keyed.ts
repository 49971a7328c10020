// The one function of the fast suite: a hash that tells apart what it is for, and a stream that is drawn from it.

import { hash } from "node:crypto";

/** 32 bytes. */
export function keyed(use: string, ...pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
	const whole = Buffer.concat([Buffer.from(`${use}\0`), ...pieces]);
	return new Uint8Array(hash("sha256", whole, "buffer"));
}

/** The bytes, changed by a stream that begins with the first four of a key; twice is back again. */
export function stream(key: Uint8Array, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
	const changed = new Uint8Array(bytes);
	let state = new DataView(key.buffer).getUint32(0) | 1;
	for (let at = 0; at < changed.length; at += 1) {
		state ^= state << 13;
		state ^= state >>> 17;
		state ^= state << 5;
		changed[at] = (changed[at] ?? 0) ^ (state & 0xff);
	}
	return changed;
}
