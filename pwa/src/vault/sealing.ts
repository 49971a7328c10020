// What is sealed for this device: values as MessagePack under the local key, each bound to its place by its name.

import { decode, encode } from "@msgpack/msgpack";
import type { Random, Sealed } from "../../../crypto/ts/brands.ts";
import { openLocal, sealLocal } from "../../../crypto/ts/local.ts";

/** Seals and opens local values; the key inside cannot be exported. */
export interface Seal {
	readonly key: CryptoKey;
	readonly random: Random;
}

export function sealValue(seal: Seal, name: string, value: unknown): Promise<Sealed> {
	return sealLocal(seal.key, name, new Uint8Array(encode(value)), seal.random);
}

/** Throws `Refused` for what was not sealed here under this name. */
export async function openValue(seal: Seal, name: string, sealed: Sealed): Promise<unknown> {
	return decode(await openLocal(seal.key, name, sealed));
}
