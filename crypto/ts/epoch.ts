// Epoch keys (R17, R18): the commitment, the data key, and the sealed key of the epoch before.

import { open, seal } from "./aead.ts";
import type { AccountId, Bytes, Epoch, Random, Sealed } from "./brands.ts";
import { refuse } from "./errors.ts";
import { aesKey } from "./kdf.ts";
import { concat, hash, message } from "./labels.ts";
import { checkSize, equalBytes, idBytes, u32 } from "./layout.ts";

/** Seals and opens the bodies of one epoch; the key inside cannot be exported. */
export interface DataKey {
	readonly account: AccountId;
	readonly epoch: Epoch;
	readonly key: CryptoKey;
}

/** The data keys of every epoch that this member can open. */
export type DataKeys = ReadonlyMap<Epoch, DataKey>;

export const sealedPreviousSize = 60;

/** 32 bytes. */
export function epochCommitment(account: AccountId, epoch: Epoch, key: Bytes): Promise<Bytes> {
	checkSize(key, 32);
	return hash("epoch-commitment", context(account, epoch), key);
}

/** Refuses a key that the roster does not commit to: `commitment`. */
export async function checkCommitment(
	account: AccountId,
	epoch: Epoch,
	key: Bytes,
	commitment: Bytes,
): Promise<void> {
	if (!equalBytes(await epochCommitment(account, epoch, key), commitment)) {
		refuse("commitment", "the epoch key is not the one that the roster commits to");
	}
}

/** From the 32 bytes of an epoch key, which can be dropped afterwards. */
export async function importDataKey(
	account: AccountId,
	epoch: Epoch,
	epochKey: Bytes,
): Promise<DataKey> {
	checkSize(epochKey, 32);
	return { account, epoch, key: await aesKey(epochKey, "data-key", context(account, epoch)) };
}

/** Seals the key of the epoch before under the key of the new `epoch`: 60 bytes. */
export async function sealPrevious(
	account: AccountId,
	epoch: Epoch,
	key: Bytes,
	previous: Bytes,
	random: Random,
): Promise<Sealed> {
	checkSize(previous, 32);
	const sealing = await aesKey(key, "previous-epoch-key", context(account, epoch));
	return seal(sealing, previous, message("previous-epoch", context(account, epoch)), random);
}

/**
 * The key of the epoch before `epoch`; the caller compares it by `checkCommitment` (`openEpochKeys` does).
 * Throws `Refused` with `length` or `open`.
 */
export async function openPrevious(
	account: AccountId,
	epoch: Epoch,
	key: Bytes,
	sealed: Bytes,
): Promise<Bytes> {
	checkSize(sealed, sealedPreviousSize);
	const sealing = await aesKey(key, "previous-epoch-key", context(account, epoch));
	return open(sealing, sealed, message("previous-epoch", context(account, epoch)));
}

function context(account: AccountId, epoch: Epoch): Bytes {
	return concat(idBytes(account), u32(epoch));
}
