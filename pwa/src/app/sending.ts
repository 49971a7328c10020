// What is sent next: roster versions first, then what is to be erased, then the revisions that wait, as a link at the newest verified
// position; and where nothing of that waits, what is sealed again.

import { daysSince1970 } from "../journal/day.ts";
import { dropPending, readPending, writePending } from "../store/log.ts";
import { readOutbox } from "../store/outbox.ts";
import type { Pending } from "../store/schema.ts";
import { epochOf } from "../vault/reading.ts";
import { signChange } from "../vault/rotation.ts";
import { type Signed, signGenesis, signPurge, signRevisions } from "../vault/signing.ts";
import { signSuccessor } from "../vault/succession.ts";
import { newestKey } from "../vault/vault.ts";
import { dropUnsent, toPurge } from "./erasing.ts";
import type { OpenJournal } from "./open-journal.ts";
import { mayPurge } from "./refers.ts";
import { sealRest, withUnsaved } from "./resealing.ts";
import { wantedChange } from "./roster-change.ts";

/**
 * The pending link as it was stored, or a new one, stored before it is sent (R39); undefined if nothing waits.
 * To be called within the journal's queue, at the end of a pull.
 */
export async function nextPending(journal: OpenJournal, now: number): Promise<Pending | undefined> {
	if (journal.damaged) await (await import("./mending.ts")).mendOutbox(journal);
	const pending = await readPending(journal.place);
	if (pending?.seq === journal.chain.seq + 1) return pending;
	if (pending !== undefined) await dropPending(journal.place);
	await dropUnsent(journal);
	const signed = await signNext(journal, now);
	if (signed !== undefined) await writePending(journal.place, signed);
	return signed;
}

/**
 * The link at seq 1, stored before it is sent like any other. Undefined where this device cannot register the account.
 * Once it was accepted, only the accepted one is ever sent again.
 */
export async function genesisPending(journal: OpenJournal): Promise<Pending | undefined> {
	const pending = await readPending(journal.place);
	if (pending?.seq === 1 || journal.chain.seq > 0) return pending;
	const signed = await signGenesis(journal.vault);
	if (signed !== undefined) await writePending(journal.place, signed);
	return signed;
}

async function signNext(journal: OpenJournal, now: number): Promise<Signed | undefined> {
	const { chain, vault, place } = journal;
	if (chain.roster === null) return undefined;
	const day = daysSince1970(new Date(now));
	const change = await wantedChange(journal);
	if (change !== undefined) return signChange(vault, chain, change, day);
	if (vault.successor !== undefined) return signSuccessor(vault, chain, day);
	const purge = toPurge(journal);
	if (purge.length > 0 && (await mayPurge(journal, purge))) return signPurge(vault, chain, purge);
	const epoch = newestKey(vault).epoch;
	const rows = await readOutbox(place);
	const isOld = rows.some(({ header }) => epochOf(header) !== epoch);
	// R40: what is not in the log yet is sealed again under the epoch in force.
	const fit = isOld ? await sealRest(journal, [], withUnsaved(journal, rows)) : rows;
	const signed = await signRevisions(vault, chain, fit);
	if (signed !== undefined || journal.memo.anew === null) return signed;
	return (await import("./sealing-anew.ts")).signAnew(journal);
}
