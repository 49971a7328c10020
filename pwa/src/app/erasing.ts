// Erasing for good (R45). What was never sent goes from this device at once; what is in the log is named by a purge, which goes
// out with the next exchange. Until then the wish is kept, sealed, and nothing of it shows.

import { linkKinds, parseLink } from "../../../crypto/ts/link.ts";
import { originOf, type Revision } from "../journal/revision.ts";
import { StoreFailure } from "../store/failure.ts";
import { writeErasing } from "../store/identity.ts";
import { readPending } from "../store/log.ts";
import { readOutbox } from "../store/outbox.ts";
import type { Waiting } from "../store/schema.ts";
import { unnamed } from "./blob-names.ts";
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
	const outlived = outlivedIn(journal);
	const wishes = new Set([...wishesOf(journal), ...outlived]);
	if (wishes.size === 0 || journal.damaged || journal.vault.successor !== undefined) return;
	const rows = withUnsaved(journal, await readOutbox(journal.place));
	const onTheWay = await idsOnTheWay(journal);
	const at = rows.findIndex(({ id }) => wishes.has(id) && !onTheWay.has(id));
	if (at < 0) return;
	const left = rows.slice(at).filter(({ id }) => !wishes.has(id));
	const gone = new Set(rows.slice(at).map(({ id }) => id)).difference(new Set(idsOf(left)));
	// What the log names too goes with the purge.
	const blobs = toPurge(journal).length > 0 ? [] : await unnamed(journal, gone);
	await sealRest(journal, rows.slice(0, at), left, undefined, blobs);
	for (const id of blobs) journal.unsent.delete(id);
	journal.shelf.fold([], outlived);
	await forgetWishes(journal, new Set(idsOf(rows.slice(at))));
}

function idsOf(rows: readonly Waiting[]): readonly string[] {
	return rows.map(({ id }) => id);
}

/**
 * New sealings that wait although a purge names what they replace: whoever erased that meant them too, and whoever sealed it again
 * was faster (R73).
 */
function outlivedIn({ shelf, waiting, chain }: OpenJournal): ReadonlySet<string> {
	const purged: ReadonlySet<string> = chain.purged;
	if (waiting.size === 0 || purged.size === 0) return new Set();
	const revisions = [...shelf.journal().values()].flatMap((one) => [...one.revisions.values()]);
	const outlived = revisions.filter(
		({ id, replaces }) => replaces !== undefined && waiting.has(id) && purged.has(replaces),
	);
	return new Set(outlived.map(({ id }) => id));
}

/** New sealings, which came from elsewhere, of what is to be erased here (R73). */
export function alsoErased(
	{ memo }: Pick<OpenJournal, "memo">,
	revisions: readonly Revision[],
): readonly string[] {
	const erasing = new Set(memo.erasing);
	return revisions
		.filter(
			({ id, replaces }) => replaces !== undefined && erasing.has(replaces) && !erasing.has(id),
		)
		.map(({ id }) => id);
}

/** They are erased with it. To be called within the journal's queue. */
export async function eraseAlso(journal: OpenJournal, ids: readonly string[]): Promise<void> {
	if (ids.length > 0) await changeWish(journal, [...journal.memo.erasing, ...ids], []);
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

/** Its revisions; those of the log by their first ids as well, so that no sealing of them is left out. */
function revisionsOf({ shelf, waiting }: OpenJournal, id: EntryId): readonly string[] {
	const revisions = [...(shelf.record(id)?.revisions.values() ?? [])];
	const held = revisions.filter((revision) => !waiting.has(revision.id));
	return [...new Set([...revisions.map((revision) => revision.id), ...held.map(originOf)])];
}
