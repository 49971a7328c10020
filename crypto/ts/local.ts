// What a device keeps for itself (R52, R53): the local key under the passphrase, everything else under the local key.

import { open, overhead, seal } from "./aead.ts";
import { type Bytes, type Random, type Sealed, toSealed } from "./brands.ts";
import { refuse } from "./errors.ts";
import { type Argon2id, aesKey, stretch } from "./kdf.ts";
import { concat, message } from "./labels.ts";
import { checkSize, openFixed, openLayout, u8, version } from "./layout.ts";

const wrappedSize = 77;
const nothing = new Uint8Array(0);

/** 77 bytes. `random` is asked for a salt (16), then for a nonce (12). */
export async function wrapLocalKey(
	argon2id: Argon2id,
	passphrase: string,
	localKey: Bytes,
	random: Random,
): Promise<Sealed> {
	checkSize(localKey, 32);
	const salt = random(16);
	const key = await wrapKey(argon2id, passphrase, salt);
	return toSealed(concat(u8(version), salt, await seal(key, localKey, wrapAad(salt), random)));
}

/** The local key, 32 bytes. Throws `Refused` with `version`, `length`, and `open` for a wrong passphrase. */
export async function openLocalKey(
	argon2id: Argon2id,
	passphrase: string,
	wrapped: Bytes,
): Promise<Bytes> {
	const reader = openFixed(wrapped, wrappedSize);
	const salt = reader.take(16);
	const key = await wrapKey(argon2id, passphrase, salt);
	return open(key, reader.take(60), wrapAad(salt));
}

/** The key of `sealLocal` and `openLocal`, which cannot be exported. The local key can be dropped afterwards. */
export function importLocalSealKey(localKey: Bytes): Promise<CryptoKey> {
	checkSize(localKey, 32);
	return aesKey(localKey, "local-seal-key", nothing);
}

/** A value sealed for the place `name`. */
export async function sealLocal(
	sealKey: CryptoKey,
	name: string,
	value: Bytes,
	random: Random,
): Promise<Sealed> {
	return toSealed(concat(u8(version), await seal(sealKey, value, placeAad(name), random)));
}

/** The value kept at `name`. Throws `Refused` with `version`, `length` or `open`. */
export async function openLocal(sealKey: CryptoKey, name: string, sealed: Bytes): Promise<Bytes> {
	const reader = openLayout(sealed);
	if (reader.left() < overhead) refuse("length", "fewer bytes than a nonce and a tag");
	return open(sealKey, reader.take(reader.left()), placeAad(name));
}

async function wrapKey(argon2id: Argon2id, passphrase: string, salt: Bytes): Promise<CryptoKey> {
	return aesKey(await stretch(argon2id, passphrase, salt), "local-wrap-key", nothing);
}

function wrapAad(salt: Bytes): Bytes {
	return message("local-wrap", u8(version), salt);
}

function placeAad(name: string): Bytes {
	return message("local", new TextEncoder().encode(name));
}
