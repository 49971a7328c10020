// Every way in which a thing can come damaged: each bit, each length, and more than there was.

import type { Bytes } from "../../crypto/ts/brands.ts";

export interface Damage {
	readonly name: string;
	readonly made: () => Bytes;
}

export function* damages(bytes: Bytes): Generator<Damage> {
	for (let bit = 0; bit < bytes.length * 8; bit += 1) {
		yield { name: `bit ${bit} flipped`, made: () => flipped(bytes, bit) };
	}
	for (let length = 0; length < bytes.length; length += 1) {
		yield { name: `cut to ${length}`, made: () => bytes.slice(0, length) };
	}
	for (const more of [new Uint8Array(1), new Uint8Array(64), bytes]) {
		yield { name: `${more.length} more`, made: () => new Uint8Array([...bytes, ...more]) };
	}
}

/** A byte string of every length up to one, without `right`. */
export function* lengths(most: number, right: number): Generator<Damage> {
	for (let length = 0; length <= most; length += 1) {
		if (length !== right) yield { name: `${length} bytes`, made: () => new Uint8Array(length) };
	}
}

function flipped(bytes: Bytes, bit: number): Bytes {
	const changed = bytes.slice();
	changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
	return changed;
}
