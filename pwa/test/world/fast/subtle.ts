// The fast suite's WebCrypto: SHA-256, and everything else by a keyed hash, at once and on this thread. Sizes and refusals are as in the real one,
// and what was changed does not open; only nobody who wants to is kept out. It stands on the platform's side of `crypto/ts`, so
// that every rule there is played as it is.

import { hash } from "node:crypto";
import { afterAll } from "vitest";
import { keyed, stream } from "./keyed.ts";

/** The seed of a private key, the bytes of any other. */
type Key = Uint8Array;

interface Hkdf {
	readonly salt: Uint8Array;
	readonly info: Uint8Array;
}

interface Gcm {
	readonly iv: Uint8Array;
	readonly additionalData: Uint8Array;
}

const tagSize = 16;

/** The part of SubtleCrypto that `crypto/ts` uses. */
const subtle = {
	async digest(_: string, data: Uint8Array): Promise<ArrayBuffer> {
		return buffer(hash("sha256", data, "buffer"));
	},

	async importKey(format: string, data: Uint8Array): Promise<Key> {
		return format === "pkcs8" ? data.slice(-32) : data.slice();
	},

	async exportKey(_: string, key: Key): Promise<{ readonly x: string }> {
		return { x: Buffer.from(publicOf(key)).toString("base64url") };
	},

	async deriveBits(algorithm: Hkdf & { readonly public?: Key }, key: Key): Promise<ArrayBuffer> {
		return buffer(
			algorithm.public === undefined
				? keyed("bits", key, algorithm.salt, algorithm.info)
				: agreed(publicOf(key), algorithm.public),
		);
	},

	async deriveKey({ salt, info }: Hkdf, key: Key): Promise<Key> {
		return keyed("bits", key, salt, info);
	},

	async encrypt(algorithm: Gcm, key: Key, data: Uint8Array): Promise<ArrayBuffer> {
		const sealed = new Uint8Array(data.length + tagSize);
		sealed.set(stream(keyed("stream", key, algorithm.iv), data));
		sealed.set(tag(algorithm, key, data), data.length);
		return sealed.buffer;
	},

	async decrypt(algorithm: Gcm, key: Key, data: Uint8Array): Promise<ArrayBuffer> {
		const opened = stream(keyed("stream", key, algorithm.iv), data.subarray(0, -tagSize));
		if (!isEqual(tag(algorithm, key, opened), data.subarray(-tagSize))) {
			throw new DOMException("it does not open", "OperationError");
		}
		return opened.buffer;
	},

	async sign(_: string, key: Key, data: Uint8Array): Promise<ArrayBuffer> {
		return buffer(signature(publicOf(key), data));
	},

	async verify(_: string, key: Key, given: Uint8Array, data: Uint8Array): Promise<boolean> {
		return isEqual(signature(key, data), given);
	},
};

function tag({ iv, additionalData }: Gcm, key: Key, data: Uint8Array): Uint8Array {
	return keyed("tag", key, iv, keyed("aad", additionalData), data).subarray(0, tagSize);
}

/** 32 bytes that read as a canonical point (R14). */
function publicOf(seed: Key): Uint8Array {
	const bytes = keyed("public", seed);
	bytes[31] = (bytes[31] ?? 0) & 0x7f;
	return bytes;
}

/** 64 bytes whose halves are in the bounds of R and S. */
function signature(publicKey: Uint8Array, data: Uint8Array): Uint8Array {
	const half = keyed("signature", publicKey, data);
	half[31] = (half[31] ?? 0) & 0x0f;
	const whole = new Uint8Array(64);
	whole.set(half);
	whole.set(half, 32);
	return whole;
}

/** The same from both sides. */
function agreed(own: Uint8Array, other: Uint8Array): Uint8Array {
	const [first, second] = [own, other].toSorted(Buffer.compare);
	return keyed("agreed", first ?? own, second ?? other);
}

function isEqual(one: Uint8Array, other: Uint8Array): boolean {
	return Buffer.compare(one, other) === 0;
}

function buffer(bytes: Uint8Array): ArrayBuffer {
	return new Uint8Array(bytes).buffer;
}

const real = crypto.subtle;
Object.defineProperty(crypto, "subtle", { value: subtle, configurable: true });

// Other files may follow in the same process.
afterAll(() => {
	Object.defineProperty(crypto, "subtle", { value: real, configurable: true });
});
