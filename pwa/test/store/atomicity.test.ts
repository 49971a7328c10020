import "fake-indexeddb/auto";
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { freshPlace, makeCurrent, type Place } from "../../src/store/database.ts";
import { readOwn, readPins, writeDraft, writeJournal } from "../../src/store/identity.ts";
import { acceptLinks, readLog, readPending, writePending } from "../../src/store/log.ts";
import { readOutbox, replaceOutbox, saveRevision } from "../../src/store/outbox.ts";
import type { Pending, TableName } from "../../src/store/schema.ts";
import { whileAborting, whileFailing, whileRefusing } from "./fault.ts";
import {
	emptyDisk,
	freshJournal,
	headOf,
	identity,
	openTest,
	pins,
	placed,
	rowsOf,
	sealed,
	waiting,
} from "./given.ts";

const pending: Pending = { ...placed(1), wraps: [] };

/** Everything that lies on the disk, to be compared. */
async function snapshot({ database }: Place): Promise<string> {
	const tables: unknown[] = [];
	for (const table of database.objectStoreNames) {
		tables.push([table, await database.getAllKeys(table), await database.getAll(table)]);
	}
	return createHash("sha256").update(JSON.stringify(tables)).digest("hex");
}

/** Work that fails in each of its tables in turn leaves the disk as it was. */
async function leavesNothing(
	place: Place,
	tables: readonly TableName[],
	work: () => Promise<unknown>,
): Promise<void> {
	const before = await snapshot(place);
	for (const table of tables) {
		const full = { name: "StoreFailure", kind: "disk-full" };
		await expect(whileFailing(table, "QuotaExceededError", work)).rejects.toMatchObject(full);
		expect(await snapshot(place)).toBe(before);
		const aborted = { name: "StoreFailure", kind: "refused" };
		await expect(whileAborting(table, work)).rejects.toMatchObject(aborted);
		expect(await snapshot(place)).toBe(before);
	}
	await work();
	expect(await snapshot(place)).not.toBe(before);
}

describe("a transaction that fails anywhere leaves nothing, and can be tried again", () => {
	test("saving: revision, counter and draft", async () => {
		const place = await freshJournal();
		await writeDraft(place, "d", sealed(40));
		const save = () => saveRevision(place, [waiting(1), waiting(2)], 0, ["d"]);
		await leavesNothing(place, ["outbox", "own"], save);
		expect(await readOwn(place)).toEqual({ counter: 2, id: headOf(2) });
		expect(await rowsOf(place.database)).not.toHaveProperty("drafts");
	});

	test("a request that fails after it was made: the failure names its cause", async () => {
		const place = await freshJournal();
		const before = await snapshot(place);
		const failing = whileRefusing("own", () => saveRevision(place, [waiting(1)], 0));
		await expect(failing).rejects.toMatchObject({ message: "refused: ConstraintError" });
		expect(await snapshot(place)).toBe(before);
	});

	test("[R36] accepting: links, pins, outbox, pending and counter", async () => {
		const place = await freshJournal();
		await saveRevision(place, [waiting(1), waiting(2)], 0);
		await writePending(place, pending);
		const accept = () =>
			acceptLinks(place, {
				pins: pins(2),
				links: [placed(1), placed(2)],
				sent: [1],
				settled: true,
				own: { counter: 3, id: headOf(3) },
			});
		await leavesNothing(place, ["pins", "links", "own"], accept);
		expect((await readPins(place))?.seq).toBe(2);
		expect((await readLog(place, 0)).map(({ seq }) => seq)).toEqual([1, 2]);
		expect((await readOutbox(place)).map(({ counter }) => counter)).toEqual([2]);
		expect(await readPending(place)).toBeUndefined();
	});

	test("[R40] sealing again: the whole outbox and the counter", async () => {
		const place = await freshJournal();
		await saveRevision(place, [waiting(1), waiting(2)], 0);
		const anew = [1, 2].map((counter) => ({ ...waiting(counter), id: headOf(counter + 90) }));
		const replace = () => replaceOutbox(place, anew, { counter: 2, id: headOf(92) });
		await leavesNothing(place, ["outbox", "own"], replace);
		expect((await readOutbox(place)).map(({ id }) => id)).toEqual([headOf(91), headOf(92)]);
	});

	test("beginning: no half of a journal is ever there", async () => {
		emptyDisk();
		const place = await freshPlace(await openTest());
		const own = { counter: 0, id: "" };
		const begin = () => writeJournal(place, { identity, pins: pins(0), own });
		await leavesNothing(place, ["identity", "pins", "own"], begin);
	});

	test("joining: the old journal stays whole until the new one is current", async () => {
		const old = await freshJournal();
		await saveRevision(old, [waiting(1)], 0);
		const joined = await freshPlace(old.database);
		const own = { counter: 0, id: "" };
		await writeJournal(joined, { identity, pins: pins(0), own });
		await leavesNothing(old, ["current"], () => makeCurrent(joined));
		expect(await readOutbox(old)).toEqual([]);
		expect(await readPins(joined)).toEqual(pins(0));
	});
});

describe("two tabs cannot use one counter twice", () => {
	test("a save that follows an older counter is stale and leaves nothing", async () => {
		const place = await freshJournal();
		await saveRevision(place, [waiting(1)], 0);
		const before = await snapshot(place);
		const late = saveRevision(place, [{ ...waiting(1), id: headOf(77) }], 0, ["d"]);
		await expect(late).rejects.toMatchObject({ kind: "stale" });
		expect(await snapshot(place)).toBe(before);
	});

	test("of many saves at once exactly one gets the counter", async () => {
		const place = await freshJournal();
		const saves = [1, 2, 3, 4, 5].map((n) =>
			saveRevision(place, [{ ...waiting(1), id: headOf(n) }], 0),
		);
		const settled = await Promise.allSettled(saves);
		expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
		expect(await readOutbox(place)).toHaveLength(1);
	});
});

test("what a browser refuses is a typed failure: full, refused, damaged", async () => {
	const place = await freshJournal();
	const kinds = {
		QuotaExceededError: "disk-full",
		InvalidStateError: "refused",
		UnknownError: "refused",
		NotReadableError: "damaged",
	};
	for (const [name, kind] of Object.entries(kinds)) {
		const failing = whileFailing("drafts", name, () => writeDraft(place, "d", sealed(40)));
		await expect(failing).rejects.toMatchObject({ name: "StoreFailure", kind });
	}
	place.database.close();
	await expect(readOwn(place)).rejects.toMatchObject({ name: "StoreFailure", kind: "refused" });
});
