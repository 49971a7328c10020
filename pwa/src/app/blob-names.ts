// Which blobs the journal names (R86): what is named by nothing goes, with its sealed bytes.

import { type Naming, namedBlobs } from "../../../crypto/ts/attachment.ts";
import { isAttachment } from "../journal/attachment.ts";
import type { Fields, Revision } from "../journal/revision.ts";
import { dropBlobs, dropOwed, readBlobIds, readOwed } from "../store/blobs.ts";
import { blobsOf, nowNamed, type OpenJournal, stillHeld } from "./open-journal.ts";

/** Revisions that name blobs; without those of these ids. */
export function* namingsIn(
	{ shelf }: Pick<OpenJournal, "shelf">,
	without: ReadonlySet<string> = new Set(),
): Generator<Naming> {
	for (const { revisions } of shelf.journal().values()) {
		for (const { id, fields } of revisions.values()) {
			if (!without.has(id) && namesAny(fields)) yield { id, fields };
		}
	}
}

/**
 * What lies here of blobs that nothing names once those revisions are gone and these have come. What is being attached at this
 * moment, and what drafts name that do not go with them, stays.
 */
export async function unnamed(
	journal: OpenJournal,
	gone: ReadonlySet<string>,
	come: readonly Revision[] = [],
	goneDrafts: readonly string[] = [],
): Promise<readonly string[]> {
	const here = await readBlobIds(journal.place);
	if (here.size === 0) return [];
	const named = new Set<string>(journal.inHand);
	const drafts = journal.drafts.all().map(({ draft }) => draft);
	const left = drafts.filter(({ id }) => !goneDrafts.includes(id));
	for (const { fields } of [...namingsIn(journal, gone), ...come, ...left]) {
		for (const id of namedBlobs(fields)) named.add(id);
	}
	return [...here].filter((id) => !named.has(id));
}

/**
 * Drops what was left behind: attached and never kept, or cut off on its way. What is to be erased is named until a purge was
 * accepted, though nothing shows it. To be called within the journal's queue, once all of it is in memory.
 */
export async function sweepBlobs(journal: OpenJournal): Promise<void> {
	const purged: ReadonlySet<string> = journal.chain.purged;
	if (journal.damaged || journal.memo.erasing.some((id) => !purged.has(id))) return;
	const left = await unnamed(journal, new Set());
	stillHeld(journal);
	if (left.length > 0) await dropBlobs(journal.place, left, true);
	for (const id of left) journal.unsent.delete(id);
	nowUnsent(journal);
	await dropOwed(journal.place, await owedByNone(journal));
}

/** What was to be told of revisions that are in the log no more: another branch was taken in their place. */
async function owedByNone(journal: OpenJournal): Promise<ReadonlyMap<string, readonly string[]>> {
	const known = new Set([...namingsIn(journal)].map(({ id }) => id));
	return new Map([...(await readOwed(journal.place))].filter(([id]) => !known.has(id)));
}

/** What a draft names is not to be sent yet, unless an entry names it too. */
function nowUnsent(journal: OpenJournal): void {
	const { shelf, unsent } = journal;
	const before = unsent.size;
	nowNamed(journal, blobsOf(namingsIn(journal)));
	if (unsent.size > before) shelf.doubt();
}

function namesAny(fields: Fields): boolean {
	for (const name in fields) if (isAttachment(name)) return true;
	return false;
}
