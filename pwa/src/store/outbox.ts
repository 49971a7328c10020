// Revisions that no verified head contains yet, in the order of this device's counter.

import type { Sealed } from "../../../crypto/ts/brands.ts";
import { type Place, slotRange } from "./database.ts";
import { guarded, StoreFailure } from "./failure.ts";
import type { Own, Waiting } from "./schema.ts";

/**
 * Saves a revision: revision, outbox and counter in one strict transaction. `before` is the counter that it follows;
 * another one on disk means that another tab wrote (`stale`). Drops the draft, or keeps it as given.
 */
export function saveRevision(
	{ database, slot }: Place,
	revisions: readonly Waiting[],
	before: number,
	draft?: { readonly id: string; readonly sealed?: Sealed },
): Promise<void> {
	return guarded(async () => {
		const tables = ["outbox", "own", "drafts"] as const;
		const change = database.transaction(tables, "readwrite", { durability: "strict" });
		const own = await change.objectStore("own").get(slot);
		if ((own?.counter ?? 0) !== before) {
			change.abort();
			await change.done.catch(() => {});
			throw new StoreFailure("stale", "another tab has saved meanwhile");
		}
		const work: Promise<unknown>[] = revisions.map((row) =>
			change.objectStore("outbox").put(row, [slot, row.counter]),
		);
		const newest = revisions.at(-1);
		if (newest !== undefined) {
			const { counter, id } = newest;
			work.push(change.objectStore("own").put({ counter, id }, slot));
		}
		const drafts = change.objectStore("drafts");
		if (draft?.sealed !== undefined) work.push(drafts.put(draft.sealed, [slot, draft.id]));
		else if (draft !== undefined) work.push(drafts.delete([slot, draft.id]));
		await Promise.all([...work, change.done]);
	});
}

export function readOutbox({ database, slot }: Place): Promise<readonly Waiting[]> {
	return guarded(() => database.getAll("outbox", slotRange(slot)));
}

/** Replaces every waiting revision (sealed again under a new epoch, R40). */
export function replaceOutbox(
	{ database, slot }: Place,
	rows: readonly Waiting[],
	own: Own,
): Promise<void> {
	return guarded(async () => {
		const change = database.transaction(["outbox", "own"], "readwrite", { durability: "strict" });
		const outbox = change.objectStore("outbox");
		await Promise.all([
			outbox.delete(slotRange(slot)),
			...rows.map((row) => outbox.put(row, [slot, row.counter])),
			change.objectStore("own").put(own, slot),
			change.done,
		]);
	});
}
