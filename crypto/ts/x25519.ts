// X25519 (RFC 7748) between two keys that are used once (R56).

import { type Bytes, fromHex } from "./brands.ts";
import { refuse } from "./errors.ts";
import { checkSize, equalBytes } from "./layout.ts";

const pkcs8Prefix = fromHex("302e020100300506032b656e04220420");
const zeros = new Uint8Array(32);

/** A key pair that is used once. The private half cannot be exported. */
export interface Ephemeral {
	/** 32 bytes. */
	readonly public: Bytes;
	readonly private: CryptoKey;
}

/** From a 32-byte seed, which can be dropped afterwards. */
export async function ephemeralOf(seed: Bytes): Promise<Ephemeral> {
	const exportable = await importPrivate(seed, true);
	const { x } = await crypto.subtle.exportKey("jwk", exportable);
	const key = fromBase64Url(x ?? refuse("key", "no public key"));
	return { public: key, private: await importPrivate(seed, false) };
}

/** The shared secret, 32 bytes. Throws `Refused` with `length`, or `key` if it is all zeros. */
export async function exchange(own: Ephemeral, other: Bytes): Promise<Bytes> {
	checkSize(other, 32);
	const shared = await derive(own.private, other);
	if (shared === null || equalBytes(shared, zeros)) refuse("key", "a key of small order");
	return shared;
}

/** Null where the engine refuses a key of small order by itself. */
async function derive(own: CryptoKey, other: Bytes): Promise<Bytes | null> {
	const key = await crypto.subtle.importKey("raw", other, "X25519", false, []);
	try {
		const algorithm = { name: "X25519", public: key };
		return new Uint8Array(await crypto.subtle.deriveBits(algorithm, own, 256));
	} catch (error) {
		if (error instanceof DOMException && error.name === "OperationError") return null;
		throw error;
	}
}

function importPrivate(seed: Bytes, extractable: boolean): Promise<CryptoKey> {
	checkSize(seed, 32);
	const pkcs8 = new Uint8Array([...pkcs8Prefix, ...seed]);
	return crypto.subtle.importKey("pkcs8", pkcs8, "X25519", extractable, ["deriveBits"]);
}

function fromBase64Url(text: string): Bytes {
	const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
	return Uint8Array.from(binary, (symbol) => symbol.charCodeAt(0));
}
