// Revisions that no verified head contains yet, in the order of this device's counter.

import type { Sealed } from "../../../crypto/ts/brands.ts";
import { erasing } from "./blobs.ts";
import { type Ask, change } from "./change.ts";
import { type Place, slotRange } from "./database.ts";
import { guarded, StoreFailure } from "./failure.ts";
import type { Own, Waiting } from "./schema.ts";

/**
 * Saves a revision: revision, outbox and counter in one strict transaction. `before` is the counter that it follows;
 * another one on disk means that another tab wrote (`stale`). The `drafts` that it was made of go with it.
 */
export function saveRevision(
	{ database, slot }: Place,
	revisions: readonly Waiting[],
	before: number,
	drafts: readonly string[] = [],
): Promise<void> {
	return change(database, ["outbox", "own", "drafts"], (saving) => {
		// Nothing is committed before it has answered, and the others need not wait for that.
		const asks: Ask[] = [
			async () => follows(await saving.objectStore("own").get(slot), before),
			...revisions.map((row) => () => saving.objectStore("outbox").put(row, [slot, row.counter])),
		];
		const newest = revisions.at(-1);
		if (newest !== undefined) {
			const { counter, id } = newest;
			asks.push(() => saving.objectStore("own").put({ counter, id }, slot));
		}
		for (const id of drafts) asks.push(() => saving.objectStore("drafts").delete([slot, id]));
		return asks;
	});
}

function follows(own: Own | undefined, before: number): void {
	if ((own?.counter ?? 0) === before) return;
	throw new StoreFailure("stale", "another tab has saved meanwhile");
}

export function readOutbox({ database, slot }: Place): Promise<readonly Waiting[]> {
	return guarded(() => database.getAll("outbox", slotRange(slot)));
}

const replaceTables = ["outbox", "own", "view", "parts", "identity", "blobs", "chunks"] as const;

/**
 * Replaces every waiting revision (sealed again, R40, R45, R49), and the keyring where one is given. The view spoke of those
 * before: it is made anew. `blobs` are named by nothing any more (R90).
 */
export function replaceOutbox(
	{ database, slot }: Place,
	rows: readonly Waiting[],
	own: Own,
	keyring?: Sealed,
	blobs: readonly string[] = [],
): Promise<void> {
	return change(database, replaceTables, async (replacing) => {
		const outbox = replacing.objectStore("outbox");
		const identities = replacing.objectStore("identity");
		const before = keyring === undefined ? undefined : await identities.get(slot);
		const asks: Ask[] = [];
		if (before !== undefined && keyring !== undefined) {
			asks.push(() => identities.put({ ...before, keyring }, slot));
		}
		return [
			...asks,
			...erasing(replacing, slot, blobs),
			() => outbox.delete(slotRange(slot)),
			...rows.map((row) => () => outbox.put(row, [slot, row.counter])),
			() => replacing.objectStore("own").put(own, slot),
			() => replacing.objectStore("view").delete(slot),
			() => replacing.objectStore("parts").delete(slotRange(slot)),
		];
	});
}
