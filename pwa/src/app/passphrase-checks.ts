// The passphrase checks in the journal (R13): whether this device still opens with a passphrase that was changed elsewhere.

import { toHex } from "../../../crypto/ts/brands.ts";
import type { Argon2id } from "../../../crypto/ts/kdf.ts";
import { ancestryOf } from "../journal/ancestry.ts";
import { recordKey } from "../journal/record.ts";
import { type Check, checkKind, passes, readCheck } from "../vault/check.ts";
import { onlyRecord } from "../vault/writing.ts";
import { changeKeysMemo, unlessRefused } from "./exchange.ts";
import type { OpenJournal } from "./open-journal.ts";

export interface KnownCheck extends Check {
	/** Its salt in hexadecimal: no two checks have the same. */
	readonly name: string;
	/** The day of the change. */
	readonly day: string;
}

/** Those of the heads: one, or one for each device that changed the passphrase at the same time. */
export async function checksOf({ shelf }: OpenJournal): Promise<readonly KnownCheck[]> {
	const record = shelf.journal().get(recordKey(checkKind, await onlyRecord(checkKind)));
	if (record === undefined) return [];
	return ancestryOf(record).heads.flatMap((head) => {
		const check = readCheck(head);
		return check === undefined ? [] : [{ ...check, name: toHex(check.salt), day: head.day }];
	});
}

/** The check that a passphrase passes; undefined for none. Costs one Argon2id for each. */
export async function checkPassed(
	journal: OpenJournal,
	argon2id: Argon2id,
	passphrase: string,
): Promise<KnownCheck | undefined> {
	for (const check of await checksOf(journal)) {
		if (await passes(argon2id, journal.vault, passphrase, check)) return check;
	}
	return undefined;
}

/** A passphrase that has just opened this device: where it passes a check that is not known here, it is the new one. */
export async function recognize(
	journal: OpenJournal,
	argon2id: Argon2id,
	passphrase: string,
): Promise<void> {
	const checks = await checksOf(journal);
	if (checks.length === 0 || checks.some(({ name }) => name === journal.memo.keys.check)) return;
	const passed = await checkPassed(journal, argon2id, passphrase);
	// Nobody stays outside for a full disk.
	if (passed !== undefined) {
		await unlessRefused(changeKeysMemo(journal, { check: passed.name }));
	}
}
