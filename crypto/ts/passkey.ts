// A passkey that opens a device (R67 to R70): the local key under what the passkey's PRF gives, beside the wrap under the passphrase.

import { open, seal } from "./aead.ts";
import { type Bytes, type Random, type Sealed, toSealed } from "./brands.ts";
import { refuse } from "./errors.ts";
import { aesKey } from "./kdf.ts";
import { concat, hash, message } from "./labels.ts";
import { checkSize, equalBytes, openLayout, u8, u16, version } from "./layout.ts";

/** Of a credential id, in bytes (WebAuthn). */
const longestCredential = 1_023;
const nothing = new Uint8Array(0);

/** What a passkey gave: its credential id, and 32 bytes of its PRF. */
export interface PasskeyAnswer {
	readonly credential: Bytes;
	readonly output: Bytes;
}

/** What a wrap says without being opened: which passkey is to be asked, and the salt of what it is asked. */
export interface PasskeyWrap {
	readonly salt: Bytes;
	readonly credential: Bytes;
	readonly sealed: Bytes;
}

/** What the passkey's PRF is evaluated on (R68), 32 bytes. */
export function passkeyInput(salt: Bytes): Promise<Bytes> {
	checkSize(salt, 16);
	return hash("passkey-input", salt);
}

/** 79 bytes and the credential id. `random` is asked for a nonce (12). */
export async function wrapByPasskey(
	{ credential, output }: PasskeyAnswer,
	salt: Bytes,
	localKey: Bytes,
	random: Random,
): Promise<Sealed> {
	checkSize(localKey, 32);
	checkSize(salt, 16);
	checkCredential(credential);
	const place = placeOf(salt, credential);
	const key = await wrapKey(output);
	return toSealed(concat(place, await seal(key, localKey, message("passkey-wrap", place), random)));
}

/** Throws `Refused` with `version`, `length` or `encoding`. */
export function parsePasskeyWrap(wrapped: Bytes): PasskeyWrap {
	const reader = openLayout(wrapped);
	const salt = reader.take(16);
	const credential = reader.take(reader.u16());
	const sealed = reader.take(60);
	if (reader.left() > 0) refuse("length", "more bytes than the layout has");
	checkCredential(credential);
	return { salt, credential, sealed };
}

/** The local key, 32 bytes. Throws `Refused` as parsing does, and with `open` for another passkey or another output. */
export async function openByPasskey(
	{ credential, output }: PasskeyAnswer,
	wrapped: Bytes,
): Promise<Bytes> {
	const wrap = parsePasskeyWrap(wrapped);
	const key = await wrapKey(output);
	if (!equalBytes(wrap.credential, credential)) refuse("open", "another passkey has answered");
	const place = placeOf(wrap.salt, wrap.credential);
	return open(key, wrap.sealed, message("passkey-wrap", place));
}

function wrapKey(output: Bytes): Promise<CryptoKey> {
	checkSize(output, 32);
	return aesKey(output, "passkey-wrap-key", nothing);
}

/** Everything before the nonce. */
function placeOf(salt: Bytes, credential: Bytes): Bytes {
	return concat(u8(version), salt, u16(credential.length), credential);
}

function checkCredential({ length }: Bytes): void {
	if (length === 0 || length > longestCredential) {
		refuse("encoding", `a credential id of 1 to ${longestCredential} bytes expected`);
	}
}
