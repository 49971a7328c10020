// Every way in which a thing can come damaged: each bit, each length, and more than there was.

import type { Bytes } from "../../crypto/ts/brands.ts";
import { equalBytes } from "../../crypto/ts/layout.ts";

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

/** Every first byte but the right one: there is one version, and no negotiation. */
export function* versions(bytes: Bytes): Generator<Damage> {
	for (let version = 0; version < 256; version += 1) {
		if (version !== bytes[0])
			yield { name: `version ${version}`, made: () => bytes.with(0, version) };
	}
}

/** R25: where each field of a header stands. */
const headerFields = [
	["version", 0, 1],
	["account", 1, 16],
	["epoch", 17, 4],
	["device", 21, 16],
	["counter", 37, 4],
	["previous", 41, 32],
	["size", 73, 4],
] as const;

/** Each field of a header as zeros, as ones, and as one more or one less than it is. */
export function* headerChanges(header: Bytes): Generator<Damage> {
	for (const [name, at, size] of headerFields) {
		const last = header[at + size - 1] ?? 0;
		const field = header.slice(at, at + size);
		const values = [
			new Uint8Array(size),
			new Uint8Array(size).fill(255),
			...[last + 1, last - 1].map((value) => field.with(size - 1, value)),
		];
		for (const value of values.filter((other) => !equalBytes(other, field))) {
			yield { name: `another ${name}`, made: () => replaced(header, at, value) };
		}
	}
}

/** Other bytes at a place, as many as stood there. */
export function replaced(bytes: Bytes, at: number, part: Bytes): Bytes {
	return new Uint8Array([...bytes.subarray(0, at), ...part, ...bytes.subarray(at + part.length)]);
}
