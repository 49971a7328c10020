// Before a purge goes out, the server is told of each blob that goes on being named (R87): else it would delete what still belongs
// to an entry. A purge waits until that was said, or until the server has said that it has no such blob.

import { afterPurge, type Naming } from "../../../crypto/ts/attachment.ts";
import { linkKinds, parseLink } from "../../../crypto/ts/link.ts";
import { addOwed } from "../store/blobs.ts";
import type { CarriedRevision } from "../store/carried.ts";
import { readLog } from "../store/log.ts";
import { readStored } from "../vault/reading.ts";
import { namingsIn } from "./blob-names.ts";
import type { OpenJournal } from "./open-journal.ts";

/** True once the purge of these may go out. What is still to be said is kept for the next sending of blobs. */
export async function mayPurge(journal: OpenJournal, purge: readonly string[]): Promise<boolean> {
	const purged = new Set(purge);
	const waiting: ReadonlySet<string> = new Set(journal.waiting.keys());
	const staying = [...namingsIn(journal, purged.union(waiting))];
	// Without any attachment in the journal there is nothing to be read.
	if (staying.length === 0) return true;
	const going = await namingsOf(journal, purged);
	const { refers } = afterPurge([...staying, ...going], purged);
	const owed = new Map<string, readonly string[]>();
	for (const [revision, blobs] of refers) {
		const untold = blobs.filter((id) => journal.referred.get(revision)?.has(id) !== true);
		if (untold.length > 0) owed.set(revision, untold);
	}
	if (owed.size > 0) await addOwed(journal.place, owed);
	return owed.size === 0;
}

/** Those that are to be purged, read from the log: what is to be erased is in no memory any more. */
async function namingsOf(
	{ place, vault }: OpenJournal,
	purged: ReadonlySet<string>,
): Promise<readonly Naming[]> {
	const rows: CarriedRevision[] = [];
	for (const { carried } of await readLog(place, 0)) {
		const { kind, payload } = parseLink(carried.link);
		if (kind !== linkKinds.revisions) continue;
		rows.push(...carried.revisions.filter((_, at) => purged.has(payload[at] ?? "")));
	}
	return (await readStored(vault.dataKeys, rows)).revisions;
}
