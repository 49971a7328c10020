// Beginning and unlocking: from a passphrase to an open journal.

import { emptyChain } from "../../../crypto/ts/chain.ts";
import { daysSince1970 } from "../journal/day.ts";
import { freshPlace, makeCurrent, type Place } from "../store/database.ts";
import { readIdentity, writeJournal } from "../store/identity.ts";
import type { Database } from "../store/schema.ts";
import { beginAccount } from "../vault/beginning.ts";
import { sealChain } from "../vault/position.ts";
import { makeVault, openVault, openVaultWith } from "../vault/vault.ts";
import type { Board } from "./board.ts";
import { loadJournal, type OpenJournal } from "./open-journal.ts";
import { askPasskey } from "./passkey.ts";
import { recognize } from "./passphrase-checks.ts";
import type { Platform } from "./platform.ts";

/** A new journal on this device, current and open. Throws `StoreFailure` where storage refuses. */
export async function beginJournal(
	platform: Platform,
	database: Database,
	board: Board,
	passphrase: string,
): Promise<OpenJournal> {
	const { argon2id, random } = platform;
	const keyring = await beginAccount(random, daysSince1970(new Date(platform.now())));
	const { vault, sealed } = await makeVault(argon2id, passphrase, keyring, random);
	const place = await freshPlace(database);
	const chain = emptyChain(vault.account);
	const pins = {
		seq: chain.seq,
		head: chain.head,
		chain: await sealChain(vault.seal, chain),
		stopped: undefined,
	};
	await writeJournal(place, { identity: sealed, pins, own: { counter: 0, id: "" } });
	await makeCurrent(place);
	return loadJournal(place, sealed, vault, board);
}

/** Undefined for a wrong passphrase. */
export async function unlockJournal(
	platform: Platform,
	place: Place,
	board: Board,
	passphrase: string,
): Promise<OpenJournal | undefined> {
	const identity = await readIdentity(place);
	const vault = await openVault(platform.argon2id, passphrase, identity, platform.random);
	if (vault === undefined) return undefined;
	const journal = await loadJournal(place, identity, vault, board);
	await recognize(journal, platform.argon2id, passphrase);
	return journal;
}

/** Asks this phone's lock. Undefined where that does not open it. */
export async function unlockJournalByPasskey(
	platform: Platform,
	place: Place,
	board: Board,
	stop: AbortSignal,
): Promise<OpenJournal | undefined> {
	const identity = await readIdentity(place);
	const localKey = await askPasskey(platform, identity.passkey, stop);
	if (localKey === undefined) return undefined;
	const vault = await openVaultWith(localKey, identity.keyring, platform.random);
	return loadJournal(place, identity, vault, board);
}
