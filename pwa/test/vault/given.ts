// A new account's keyring and vault, with a stretch that costs nothing.

import { type Bytes, toEpoch } from "../../../crypto/ts/brands.ts";
import { importLocalSealKey } from "../../../crypto/ts/local.ts";
import { beginAccount } from "../../src/vault/beginning.ts";
import type { Keyring } from "../../src/vault/keyring.ts";
import type { Seal } from "../../src/vault/sealing.ts";
import { makeVault } from "../../src/vault/vault.ts";
import { quickStretch, realRandom } from "../phone.ts";

export const passphrase = "river lamp orange table sky";

export function newKeyring(): Promise<Keyring> {
	return beginAccount(realRandom, 20_780);
}

/** A keyring with two epochs and an invitation. */
export async function fullKeyring(): Promise<Keyring> {
	const keyring = await newKeyring();
	const epochKeys = new Map([...keyring.epochKeys, [toEpoch(2), realRandom(32)]]);
	return { ...keyring, epochKeys, invitation: "moon-river" };
}

export async function newSeal(): Promise<Seal> {
	return { key: await importLocalSealKey(realRandom(32)), random: realRandom };
}

export async function newVault(keyring?: Keyring) {
	return makeVault(quickStretch, passphrase, keyring ?? (await fullKeyring()), realRandom);
}

/** Whether the bytes of a secret stand anywhere in others. */
export function holds(whole: Uint8Array, secret: Bytes): boolean {
	return Buffer.from(whole).includes(Buffer.from(secret));
}
