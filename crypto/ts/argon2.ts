// Argon2id in WebAssembly. Loaded by the KDF worker and by tests, never by the first screen.

import { argon2id as stretchWith } from "hash-wasm";
import { type Argon2id, argon2Settings } from "./kdf.ts";

export const argon2id: Argon2id = async (passphrase, salt) => {
	const stretched = await stretchWith({
		password: passphrase,
		salt,
		memorySize: argon2Settings.memory,
		iterations: argon2Settings.passes,
		parallelism: argon2Settings.lanes,
		hashLength: argon2Settings.length,
		outputType: "binary",
	});
	return new Uint8Array(stretched);
};
