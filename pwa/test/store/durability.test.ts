// What "saved" rests on: no change of the store is called done before the disk has it.
import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { acceptLinks, packOldest, writePending } from "../../src/store/log.ts";
import { replaceOutbox, saveRevision } from "../../src/store/outbox.ts";
import { freshJournal, pins, placed, waiting } from "./given.ts";

test("[R36] [R39] saving, sending, accepting and sealing again are strict transactions", async () => {
	const place = await freshJournal();
	const asked = await durabilities(async () => {
		await saveRevision(place, [waiting(1)], 0);
		await writePending(place, { ...placed(1), wraps: [] });
		await replaceOutbox(place, [waiting(1)], { counter: 1, id: waiting(1).id });
		await acceptLinks(place, {
			pins: pins(1),
			links: [placed(1)],
			sent: [1],
			settled: true,
			erased: [],
			drafts: [],
		});
		await packOldest(place);
	});
	expect(asked).toEqual(Array(5).fill("strict"));
});

/** The durability of each transaction that `work` writes in. */
async function durabilities(work: () => Promise<void>): Promise<readonly unknown[]> {
	const asked: unknown[] = [];
	const { transaction } = IDBDatabase.prototype;
	IDBDatabase.prototype.transaction = function (this: IDBDatabase, tables, mode, options) {
		if (mode === "readwrite") asked.push(options?.durability);
		return transaction.call(this, tables, mode, options);
	};
	try {
		await work();
	} finally {
		IDBDatabase.prototype.transaction = transaction;
	}
	return asked;
}
