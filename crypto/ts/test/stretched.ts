// Argon2id for many cases of the same few passphrases: each passphrase and salt is stretched once.

import { argon2id as stretchAnew } from "../argon2.ts";
import { type Bytes, toHex } from "../brands.ts";
import type { Argon2id } from "../kdf.ts";

const known = new Map<string, Promise<Bytes>>();

export const argon2id: Argon2id = async (passphrase, salt) => {
	const name = `${toHex(passphrase)} ${toHex(salt)}`;
	const stretched = known.get(name) ?? stretchAnew(passphrase, salt);
	known.set(name, stretched);
	return Uint8Array.from(await stretched);
};
