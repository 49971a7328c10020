import "fake-indexeddb/auto";
import { openDB } from "idb";
import { expect, test } from "vitest";
import { currentPlace, freshPlace, makeCurrent, openDatabase } from "../../src/store/database.ts";
import {
	readDrafts,
	readIdentity,
	readOwn,
	readPins,
	writeDraft,
} from "../../src/store/identity.ts";
import { acceptLinks, readLog } from "../../src/store/log.ts";
import { readOutbox, saveRevision } from "../../src/store/outbox.ts";
import { listTables, migrations, slotTables } from "../../src/store/schema.ts";
import {
	emptyDisk,
	freshJournal,
	identity,
	openTest,
	pins,
	placed,
	sealed,
	waiting,
} from "./given.ts";

const tables = ["current", ...slotTables, ...listTables];

/** A database as the first release wrote it: names and rows are spelled out here and never change. */
async function versionOne(): Promise<void> {
	const names = "current identity pins own pending view outbox links pages drafts".split(" ");
	const database = await openDB("test", 1, {
		upgrade(fresh) {
			for (const name of names) fresh.createObjectStore(name);
		},
	});
	await database.put("current", 3, "slot");
	await database.put("identity", { wrapped: sealed(77), keyring: sealed(200) }, 3);
	await database.put("pins", pins(2), 3);
	await database.put("own", { counter: 1, id: waiting(1).id }, 3);
	await database.put("outbox", waiting(1), [3, 1]);
	await database.put("links", placed(1), [3, 1]);
	await database.put("links", placed(2), [3, 2]);
	await database.put("drafts", sealed(40), [3, "d"]);
	database.close();
}

test("a database that is not there yet is made with every table and no journal", async () => {
	emptyDisk();
	const database = await openTest();
	expect(database.version).toBe(migrations.length);
	expect([...database.objectStoreNames]).toEqual(tables.toSorted());
	expect(await currentPlace(database)).toBeUndefined();
});

test("a database of the first version opens with everything that was in it", async () => {
	emptyDisk();
	await versionOne();
	const database = await openTest();
	expect([...database.objectStoreNames]).toEqual(tables.toSorted());
	const place = await currentPlace(database);
	if (place === undefined) throw new RangeError("expected a journal");
	expect(await readIdentity(place)).toEqual(identity);
	expect(await readPins(place)).toEqual(pins(2));
	expect(await readOwn(place)).toEqual({ counter: 1, id: waiting(1).id });
	expect(await readOutbox(place)).toEqual([waiting(1)]);
	expect(await readLog(place, 0)).toEqual([placed(1), placed(2)]);
	expect(await readDrafts(place)).toEqual([{ id: "d", sealed: sealed(40) }]);
});

test("a database of a newer version is refused and stays as it is", async () => {
	emptyDisk();
	const newer = await openDB("test", migrations.length + 1);
	newer.close();
	await expect(openTest()).rejects.toMatchObject({ name: "StoreFailure", kind: "newer" });
	expect((await indexedDB.databases())[0]?.version).toBe(migrations.length + 1);
});

test("a newer tab that upgrades takes the database, and this one is told", async () => {
	emptyDisk();
	let closed = 0;
	await openDatabase(() => {
		closed += 1;
	}, "test");
	const newer = await openDB("test", migrations.length + 1);
	expect(newer.version).toBe(migrations.length + 1);
	expect(closed).toBe(1);
});

test("slots do not see each other, and what a broken joining left is gone at the next", async () => {
	const first = await freshJournal();
	await saveRevision(first, [waiting(1)], 0);
	await writeDraft(first, "d", sealed(40));
	const broken = await freshPlace(first.database);
	await acceptLinks(broken, { pins: pins(1), links: [placed(1)], sent: [], settled: true });
	expect(await readOutbox(broken)).toEqual([]);
	const second = await freshPlace(first.database);
	expect(await readPins(second)).toBeUndefined();
	expect(await readLog(second, 0)).toEqual([]);
	expect(await readOutbox(first)).toEqual([waiting(1)]);
	await makeCurrent(second);
	expect(await readDrafts(first)).toEqual([]);
	expect(await currentPlace(first.database)).toMatchObject({ slot: second.slot });
});

test("an identity that is missing is named as damage", async () => {
	const place = await freshJournal();
	await place.database.delete("identity", place.slot);
	await expect(readIdentity(place)).rejects.toMatchObject({ kind: "damaged" });
});
