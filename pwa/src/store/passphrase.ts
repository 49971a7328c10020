// A changed passphrase: the local key under the new one, and what has to go with it.

import type { Sealed } from "../../../crypto/ts/brands.ts";
import { change } from "./change.ts";
import { type Place, present } from "./database.ts";
import { StoreFailure } from "./failure.ts";
import type { Waiting } from "./schema.ts";

/**
 * One strict transaction: from here on the new passphrase opens this device, the memo keeps what follows from it, and what tells the
 * other devices waits to be sent. `before` is the counter that the first of the rows follows; another one on disk is `stale`.
 */
export function writePassphrase(
	{ database, slot }: Place,
	identity: { readonly wrapped: Sealed; readonly memo: Sealed },
	rows: readonly Waiting[] = [],
	before = 0,
): Promise<void> {
	return change(database, ["identity", "outbox", "own"], async (writing) => {
		const identities = writing.objectStore("identity");
		const known = present(await identities.get(slot), "the identity");
		const own = await writing.objectStore("own").get(slot);
		const newest = rows.at(-1);
		if (newest !== undefined && (own?.counter ?? 0) !== before) {
			throw new StoreFailure("stale", "another tab has saved meanwhile");
		}
		const asks = [() => identities.put({ ...known, ...identity }, slot)];
		if (newest === undefined) return asks;
		const { counter, id } = newest;
		return [
			...asks,
			...rows.map((row) => () => writing.objectStore("outbox").put(row, [slot, row.counter])),
			() => writing.objectStore("own").put({ counter, id }, slot),
		];
	});
}
