// Erasing for good (R45). What was never sent goes from this device at once; what is in the log is named by a purge, which goes
// out with the next exchange. Until then the wish is kept, sealed, and nothing of it shows.

import { linkKinds, parseLink } from "../../../crypto/ts/link.ts";
import { StoreFailure } from "../store/failure.ts";
import { writeErasing } from "../store/identity.ts";
import { readPending } from "../store/log.ts";
import { readOutbox } from "../store/outbox.ts";
import type { EntryId } from "./contract.ts";
import { sealMemo } from "./memo.ts";
import type { OpenJournal } from "./open-journal.ts";
import { sealRest, withUnsaved } from "./resealing.ts";
import { writeViewNow } from "./view.ts";

/** Erases entries of the trash; what of them is elsewhere or edited meanwhile is another revision, and stays. */
export function eraseEntries(
	journal: OpenJournal,
	entries: readonly EntryId[],
): Promise<"erased" | "failed"> {
	return journal.queue(async () => {
		const trashed = entries.filter((id) => journal.shelf.entry(id)?.trashed === true);
		const ids = trashed.flatMap((id) => revisionsOf(journal, id));
		try {
			await keepWish(journal, ids, trashed);
			await dropUnsent(journal);
		} catch (error) {
			if (error instanceof StoreFailure) return "failed";
			throw error;
		}
		await writeViewNow(journal);
		return trashed.length === entries.length ? "erased" : "failed";
	});
}

/** The revisions that are to be erased and that no purge in the log names yet. */
export function wishesOf({ memo, chain }: OpenJournal): ReadonlySet<string> {
	return new Set(memo.erasing).difference(chain.purged);
}

/** Those of them that are in the log: a purge is to name them. */
export function toPurge(journal: OpenJournal): readonly string[] {
	return [...wishesOf(journal)].filter((id) => !journal.waiting.has(id));
}

/**
 * Drops what waits and is to be erased, and seals again what stands behind it. What a link on its way names has to stay until it
 * is known whether the log has it. To be called within the journal's queue.
 */
export async function dropUnsent(journal: OpenJournal): Promise<void> {
	const wishes = wishesOf(journal);
	if (wishes.size === 0 || journal.damaged || journal.vault.successor !== undefined) return;
	const rows = withUnsaved(journal, await readOutbox(journal.place));
	const onTheWay = await idsOnTheWay(journal);
	const at = rows.findIndex(({ id }) => wishes.has(id) && !onTheWay.has(id));
	if (at < 0) return;
	const left = rows.slice(at).filter(({ id }) => !wishes.has(id));
	await sealRest(journal, rows.slice(0, at), left);
	await forgetWishes(journal, new Set(rows.slice(at).map(({ id }) => id)));
}

/** What never entered the log, and is gone from here, needs no purge. */
export async function forgetWishes(
	journal: OpenJournal,
	dropped: ReadonlySet<string>,
): Promise<void> {
	const erasing = journal.memo.erasing.filter((id) => !dropped.has(id));
	if (erasing.length < journal.memo.erasing.length) await changeWish(journal, erasing, []);
}

async function idsOnTheWay({ place }: OpenJournal): Promise<ReadonlySet<string>> {
	const pending = await readPending(place);
	const link = pending === undefined ? undefined : parseLink(pending.carried.link);
	return new Set(link?.kind === linkKinds.revisions ? link.payload : []);
}

async function keepWish(
	journal: OpenJournal,
	ids: readonly string[],
	entries: readonly EntryId[],
): Promise<void> {
	await changeWish(journal, [...new Set([...wishesOf(journal), ...ids])], entries);
	for (const id of entries) journal.drafts.forget(id);
	journal.shelf.fold([], new Set(ids));
	journal.viewIsOld = true;
}

async function changeWish(
	journal: OpenJournal,
	erasing: readonly string[],
	drafts: readonly EntryId[],
): Promise<void> {
	const memo = { ...journal.memo, erasing };
	await writeErasing(journal.place, await sealMemo(journal.vault.seal, memo), drafts);
	journal.memo = memo;
}

function revisionsOf({ shelf }: OpenJournal, id: EntryId): readonly string[] {
	const record = shelf.record(id);
	return record === undefined ? [] : [...record.revisions.keys()];
}
