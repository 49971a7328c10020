// Revisions that wait are sealed again where the ones before them have changed: under a new epoch (R40), behind one that was erased
// before it was ever sent (R45), or under a new id of this device (R49). Counters go on without a gap.

import { originOf } from "../journal/revision.ts";
import { replaceOutbox } from "../store/outbox.ts";
import type { Waiting } from "../store/schema.ts";
import type { Vault } from "../vault/vault.ts";
import { type Former, type Newest, sealAgain, type Written, waitingOf } from "../vault/writing.ts";
import type { OpenJournal } from "./open-journal.ts";

/**
 * The whole outbox as it is from now on: `kept` as they are, then `rows` sealed again. To be called within the journal's queue,
 * and only for rows that no link on its way names. `become`: from then on this device is another member.
 * `blobs` are named by nothing any more, and go in the same transaction (R90).
 */
export async function sealRest(
	journal: OpenJournal,
	kept: readonly Waiting[],
	rows: readonly Waiting[],
	become?: { readonly vault: Vault; readonly former: Former },
	blobs: readonly string[] = [],
): Promise<readonly Waiting[]> {
	const { chain, place } = journal;
	const vault = become?.vault ?? journal.vault;
	const origins = new Map<string, string>();
	const written: Written[] = [];
	let newest: Newest = kept.at(-1) ?? chain.last.get(vault.member) ?? { counter: 0, id: "" };
	for (const row of rows) {
		const again = await sealAgain(vault, newest, row, origins, become?.former);
		origins.set(row.id, originOf(again.revision));
		written.push(again);
		newest = again;
	}
	const sealed = written.map(waitingOf);
	const outbox = [...kept, ...sealed];
	const own = { counter: newest.counter, id: newest.id };
	await replaceOutbox(place, outbox, own, become?.vault.keyring, blobs);
	journal.vault = vault;
	journal.unsaved = [];
	journal.newest = newest;
	journal.waiting.clear();
	for (const { id, counter } of outbox) journal.waiting.set(id, counter);
	journal.shelf.fold(
		written.map(({ revision }) => revision),
		new Set(origins.keys()),
	);
	journal.viewIsOld = true;
	return outbox;
}

/** What waits, also what the disk has refused so far. */
export function withUnsaved(
	{ unsaved }: OpenJournal,
	rows: readonly Waiting[],
): readonly Waiting[] {
	const known = new Set(rows.map(({ id }) => id));
	return [...rows, ...unsaved.filter(({ id }) => !known.has(id))];
}
