// Chance that can be repeated: everything random in a history comes from its seed.

import type { Random } from "../../../crypto/ts/brands.ts";

export interface Seeded {
	/** In [0, 1). */
	next(): number;
	/** A whole number from 0 to below `bound`. */
	below(bound: number): number;
	/** True in about `part` of all cases. */
	chance(part: number): boolean;
	/** One of them; undefined if there is none. */
	one<T>(from: readonly T[]): T | undefined;
	readonly bytes: Random;
}

/** Mulberry32. */
export function seeded(seed: number): Seeded {
	let state = Math.imul(seed, 0x9e37_79b9) >>> 0;
	const next = (): number => {
		state = (state + 0x6d2b_79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	const below = (bound: number): number => Math.floor(next() * bound);
	return {
		next,
		below,
		chance: (part) => next() < part,
		one: (from) => from[below(from.length)],
		bytes: (length) => {
			const drawn = new Uint8Array(length);
			for (let at = 0; at < length; at += 1) drawn[at] = below(256);
			return drawn;
		},
	};
}
