// The passphrase check (R13): a sealed record by which the other devices learn that the passphrase was changed, and know the new one
// when they hear it.

import { type Argon2id, passphraseCheck } from "../../../crypto/ts/kdf.ts";
import { equalBytes } from "../../../crypto/ts/layout.ts";
import type { Fields, Revision } from "../journal/revision.ts";
import type { Vault } from "./vault.ts";

export const checkKind = "check";
export const checkSchema = 1;

export interface Check {
	/** 16 random bytes: no two checks have the same. */
	readonly salt: Uint8Array<ArrayBuffer>;
	/** 32 bytes. */
	readonly check: Uint8Array<ArrayBuffer>;
}

export async function makeCheck(
	argon2id: Argon2id,
	{ account, seal }: Vault,
	passphrase: string,
): Promise<Check> {
	const salt = seal.random(16);
	return { salt, check: await passphraseCheck(argon2id, account, passphrase, salt) };
}

/** True if it is the passphrase that was checked. Costs one Argon2id. Throws `Refused` with `encoding` for an empty one. */
export async function passes(
	argon2id: Argon2id,
	{ account }: Vault,
	passphrase: string,
	{ salt, check }: Check,
): Promise<boolean> {
	return equalBytes(await passphraseCheck(argon2id, account, passphrase, salt), check);
}

export function checkFields({ salt, check }: Check): Fields {
	return { salt, check };
}

/** Undefined for fields of another form: then there is nothing to compare with. */
export function readCheck({ fields }: Revision): Check | undefined {
	const { salt, check } = fields;
	if (!(salt instanceof Uint8Array) || !(check instanceof Uint8Array)) return undefined;
	if (salt.length !== 16 || check.length !== 32) return undefined;
	return { salt: new Uint8Array(salt), check: new Uint8Array(check) };
}
