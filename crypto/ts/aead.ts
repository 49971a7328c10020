// AES-256-GCM with a random 96-bit nonce in front of it. The one place where a nonce is drawn (R5).

import { type Bytes, type Random, type Sealed, toSealed } from "./brands.ts";
import { refuse } from "./errors.ts";
import { checkSize } from "./layout.ts";

/** Nonce (12) and tag (16). */
export const overhead = 28;

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
	const iv = sealed.subarray(0, 12);
	const algorithm = { name: "AES-GCM", iv, additionalData: aad };
	try {
		return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, sealed.subarray(12)));
	} catch (error) {
		if (error instanceof DOMException && error.name === "OperationError") {
			refuse("open", "it does not open with this key here");
		}
		throw error;
	}
}
