// AES-256-GCM with a random 96-bit nonce in front of it, or a counted one that is not sent (R83). The one place where a nonce is
// drawn or counted (R5).

import { type Bytes, type Random, type Sealed, toSealed } from "./brands.ts";
import { refuse } from "./errors.ts";
import { concat } from "./labels.ts";
import { checkSize, u32 } from "./layout.ts";

/** Nonce (12) and tag (16). */
export const overhead = 28;
export const tagSize = 16;

/** `nonce(12) ‖ AES-256-GCM(key, nonce, plaintext, aad)`. */
export async function seal(
	key: CryptoKey,
	plaintext: Bytes,
	aad: Bytes,
	random: Random,
): Promise<Sealed> {
	const nonce = random(12);
	checkSize(nonce, 12);
	const algorithm = { name: "AES-GCM", iv: nonce, additionalData: aad };
	const ciphertext = new Uint8Array(await crypto.subtle.encrypt(algorithm, key, plaintext));
	const sealed = new Uint8Array(12 + ciphertext.length);
	sealed.set(nonce);
	sealed.set(ciphertext, 12);
	return toSealed(sealed);
}

/** The plaintext. Throws `Refused` with `open`. */
export async function open(key: CryptoKey, sealed: Bytes, aad: Bytes): Promise<Bytes> {
	if (sealed.length < overhead) refuse("open", "fewer bytes than a nonce and a tag");
	return decrypt(key, sealed.subarray(0, 12), sealed.subarray(12), aad);
}

/**
 * Ciphertext with its tag, under the nonce that `index` gives. Only for a key of one content: two plaintexts under one key and
 * index would give both away (R84).
 */
export async function sealCounted(
	key: CryptoKey,
	index: number,
	plaintext: Bytes,
	aad: Bytes,
): Promise<Sealed> {
	const algorithm = { name: "AES-GCM", iv: counted(index), additionalData: aad };
	return toSealed(new Uint8Array(await crypto.subtle.encrypt(algorithm, key, plaintext)));
}

/** The plaintext. Throws `Refused` with `open`. */
export function openCounted(
	key: CryptoKey,
	index: number,
	sealed: Bytes,
	aad: Bytes,
): Promise<Bytes> {
	return decrypt(key, counted(index), sealed, aad);
}

function counted(index: number): Bytes {
	return concat(new Uint8Array(8), u32(index));
}

async function decrypt(key: CryptoKey, iv: Bytes, ciphertext: Bytes, aad: Bytes): Promise<Bytes> {
	const algorithm = { name: "AES-GCM", iv, additionalData: aad };
	try {
		return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, ciphertext));
	} catch (error) {
		if (error instanceof DOMException && error.name === "OperationError") {
			refuse("open", "it does not open with this key here");
		}
		throw error;
	}
}
