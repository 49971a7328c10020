// The fast suite's HPKE and X-Wing, in place of three packages: sizes and refusals as there, hashes instead of lattices.

import { keyed, stream } from "./keyed.ts";

const encapsulatedSize = 1_120;
const publicSize = 1_216;
const tagSize = 16;

export const KEM_MLKEM768_X25519 = "KEM";
export const KDF_HKDF_SHA256 = "KDF";
export const AEAD_AES_256_GCM = "AEAD";

interface Info {
	readonly info: Uint8Array;
}

export const MLKEM768X25519 = {
	keygen: (seed: Uint8Array) => ({ publicKey: publicOf(seed) }),
};

/** Base mode, one message to a key. */
export class CipherSuite {
	async DeserializePublicKey(bytes: Uint8Array): Promise<Uint8Array> {
		if (bytes.length !== publicSize) throw new Error("a public key of another size");
		return bytes;
	}

	async DeserializePrivateKey(seed: Uint8Array): Promise<Uint8Array> {
		return seed;
	}

	/** What is encapsulated is drawn from the rest: two histories of one seed are the same bytes. */
	async Seal(publicKey: Uint8Array, plaintext: Uint8Array, { info }: Info) {
		const drawn = keyed("encapsulated", publicKey, plaintext, info);
		const encapsulatedSecret = filled(drawn, encapsulatedSize);
		const key = keyed("secret", publicKey, encapsulatedSecret, info);
		const ciphertext = new Uint8Array(plaintext.length + tagSize);
		ciphertext.set(stream(key, plaintext));
		ciphertext.set(keyed("tag", key, plaintext).subarray(0, tagSize), plaintext.length);
		return { encapsulatedSecret, ciphertext };
	}

	async Open(seed: Uint8Array, encapsulated: Uint8Array, ciphertext: Uint8Array, { info }: Info) {
		const key = keyed("secret", publicOf(seed), encapsulated, info);
		const opened = stream(key, ciphertext.subarray(0, -tagSize));
		const tag = keyed("tag", key, opened).subarray(0, tagSize);
		if (Buffer.compare(tag, ciphertext.subarray(-tagSize)) !== 0) throw new Error("not opened");
		return opened;
	}
}

function publicOf(seed: Uint8Array): Uint8Array {
	return filled(keyed("X-Wing", seed), publicSize);
}

function filled(block: Uint8Array, size: number): Uint8Array {
	const whole = new Uint8Array(size);
	for (let at = 0; at < size; at += block.length) {
		whole.set(block.subarray(0, Math.min(block.length, size - at)), at);
	}
	return whole;
}
