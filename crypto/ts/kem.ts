// X-Wing (R15). Only this file and wrap.ts bring in HPKE: load them when a member is made or a wrap is opened, not before.

import { MLKEM768X25519 } from "@noble/post-quantum/hybrid.js";
import type { Bytes } from "./brands.ts";
import { publicKeyOf } from "./ed25519.ts";
import type { Seeds } from "./kit.ts";
import { checkSize } from "./layout.ts";
import { type Member, makeMember } from "./member.ts";

/** The 1,216 bytes of the public key that belongs to a 32-byte seed. */
export function kemPublicOf(seed: Bytes): Bytes {
	checkSize(seed, 32);
	return new Uint8Array(MLKEM768X25519.keygen(seed).publicKey);
}

/** The member that has these seeds; `kind` as in `memberKinds`. */
export async function memberOf(kind: number, seeds: Seeds): Promise<Member> {
	return makeMember(kind, await publicKeyOf(seeds.signSeed), kemPublicOf(seeds.kemSeed));
}
