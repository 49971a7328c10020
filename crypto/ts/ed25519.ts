// Strict Ed25519 (RFC 8032 and R14). What common libraries let through is refused here by comparing bytes, before WebCrypto judges the equation.

import { type Bytes, fromHex, toHex } from "./brands.ts";
import { Refused, refuse } from "./errors.ts";
import { checkSize } from "./layout.ts";

/** Judges a signature strictly; throws `Refused` with `key` or `signature`. */
export type Verify = (publicKey: Bytes, message: Bytes, signature: Bytes) => Promise<void>;

// Little-endian, as numbers read from the last byte to the first.
const prime = 2n ** 255n - 19n;
const order = 2n ** 252n + 27742317777372353535851937790883648493n;

// The y of every point of order 1, 2, 4 or 8. Encodings of them with y >= p are refused as not canonical.
const order8 = 0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7n;
const smallOrder: ReadonlySet<bigint> = new Set([0n, 1n, prime - 1n, order8, prime - order8]);

const pkcs8Prefix = fromHex("302e020100300506032b657004220420");

/** Refuses a public key that is not 32 bytes (`length`), not canonical or of small order (`key`). */
export function checkKey(publicKey: Bytes): void {
	checkSize(publicKey, 32);
	if (!isStrictPoint(publicKey)) refuse("key", "a key that is not canonical or of small order");
}

/** The 32 bytes of the public key that belongs to a 32-byte seed. */
export async function publicKeyOf(seed: Bytes): Promise<Bytes> {
	const key = await importPrivate(seed, true);
	const { x } = await crypto.subtle.exportKey("jwk", key);
	return fromBase64Url(x ?? refuse("key", "no public key"));
}

/** A key that signs and cannot be exported. The seed can be dropped afterwards. */
export function importSignKey(seed: Bytes): Promise<CryptoKey> {
	return importPrivate(seed, false);
}

/** 64 bytes. Some browsers mix randomness in, so that the same message may be signed differently. */
export async function sign(signKey: CryptoKey, message: Bytes): Promise<Bytes> {
	return new Uint8Array(await crypto.subtle.sign("Ed25519", signKey, message));
}

export const verify: Verify = (publicKey, message, signature) =>
	verifier()(publicKey, message, signature);

/** A `Verify` that imports each public key once. Keep one for a batch. */
export function verifier(): Verify {
	const imported = new Map<string, Promise<CryptoKey | null>>();
	return async (publicKey, message, signature) => {
		const name = toHex(publicKey);
		// What was imported has been checked.
		if (!imported.has(name)) checkKey(publicKey);
		checkSignature(signature);
		const known = imported.get(name) ?? importPublic(publicKey);
		imported.set(name, known);
		const key = await known;
		if (key === null || !(await crypto.subtle.verify("Ed25519", key, signature, message))) {
			refuse("signature", "it does not verify");
		}
	};
}

function checkSignature(signature: Bytes): void {
	if (signature.length !== 64) refuse("signature", "64 bytes expected");
	if (!isStrictPoint(signature.subarray(0, 32))) refuse("signature", "R is not acceptable");
	if (littleEndian(signature.subarray(32)) >= order) refuse("signature", "S is not below L");
}

function isStrictPoint(encoded: Bytes): boolean {
	const y = littleEndian(encoded) & (2n ** 255n - 1n);
	return y < prime && !smallOrder.has(y);
}

function littleEndian(bytes: Bytes): bigint {
	return BigInt(`0x${toHex(bytes.toReversed())}`);
}

async function importPublic(publicKey: Bytes): Promise<CryptoKey | null> {
	try {
		return await crypto.subtle.importKey("raw", publicKey, "Ed25519", false, ["verify"]);
	} catch (error) {
		// Some engines refuse bytes that are no point at all; others find out when they verify.
		if (error instanceof DOMException || error instanceof Refused) return null;
		throw error;
	}
}

function importPrivate(seed: Bytes, extractable: boolean): Promise<CryptoKey> {
	checkSize(seed, 32);
	const pkcs8 = new Uint8Array([...pkcs8Prefix, ...seed]);
	return crypto.subtle.importKey("pkcs8", pkcs8, "Ed25519", extractable, ["sign"]);
}

function fromBase64Url(text: string): Bytes {
	const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
	return Uint8Array.from(binary, (symbol) => symbol.charCodeAt(0));
}
