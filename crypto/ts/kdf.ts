// Secrets from secrets (R6, R7, R13): the passphrase's one spelling, Argon2id's one setting, HKDF-SHA-256 with labels.

import type { AccountId, Bytes } from "./brands.ts";
import { refuse } from "./errors.ts";
import { type Label, message } from "./labels.ts";
import { checkSize, idBytes } from "./layout.ts";

/** Argon2id by R7 of a normalized passphrase and a 16-byte salt: 32 bytes. `argon2.ts` has it; in the browser it runs in a worker. */
export type Argon2id = (passphrase: Bytes, salt: Bytes) => Promise<Bytes>;

/** 64 MiB in KiB, t, p and bytes out (R7). They are never read from anywhere else. */
export const argon2Settings = { memory: 65_536, passes: 3, lanes: 1, length: 32 } as const;

const nothing = new Uint8Array(0);
const space = /[\t-\r \u00a0]+/g;

/** NFC, spaces made one, none at either end, UTF-8 (R6). Refuses an empty result `encoding`. */
export function normalizePassphrase(text: string): Bytes {
	if (!text.isWellFormed()) refuse("encoding", "a passphrase that is no text");
	const spaced = text.normalize("NFC").replace(space, " ").replace(/^ | $/g, "");
	if (spaced === "") refuse("encoding", "an empty passphrase");
	return new TextEncoder().encode(spaced);
}

/** Argon2id of a passphrase as a person typed it. */
export function stretch(argon2id: Argon2id, passphrase: string, salt: Bytes): Promise<Bytes> {
	checkSize(salt, 16);
	return argon2id(normalizePassphrase(passphrase), salt);
}

/** HKDF(ikm, label, context), 32 bytes. */
export function hkdf(ikm: Bytes, label: Label, context: Bytes): Promise<Bytes> {
	return hkdfSha256(ikm, nothing, message(label, context), 32);
}

/** RFC 5869 with SHA-256: `length` bytes. */
export async function hkdfSha256(
	ikm: Bytes,
	salt: Bytes,
	info: Bytes,
	length: number,
): Promise<Bytes> {
	const key = await crypto.subtle.importKey("raw", ikm, "HKDF", false, ["deriveBits"]);
	const algorithm = { name: "HKDF", hash: "SHA-256", salt, info };
	return new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, length * 8));
}

/** An AES-256-GCM key from HKDF that cannot be exported; its bytes never reach JavaScript. */
export async function aesKey(ikm: Bytes, label: Label, context: Bytes): Promise<CryptoKey> {
	const key = await crypto.subtle.importKey("raw", ikm, "HKDF", false, ["deriveKey"]);
	const aes = { name: "AES-GCM", length: 256 };
	const algorithm = { name: "HKDF", hash: "SHA-256", salt: nothing, info: message(label, context) };
	return crypto.subtle.deriveKey(algorithm, key, aes, false, ["encrypt", "decrypt"]);
}

/** What the sealed `check` record holds of a passphrase (R13), 32 bytes. */
export async function passphraseCheck(
	argon2id: Argon2id,
	account: AccountId,
	passphrase: string,
	salt: Bytes,
): Promise<Bytes> {
	return hkdf(await stretch(argon2id, passphrase, salt), "passphrase-check", idBytes(account));
}
