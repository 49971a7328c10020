// Sealed chunks, and what is known of each blob: with their revisions on the disk, and gone with them.
import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import {
	addOwed,
	changeBlobs,
	dropBlobs,
	dropOwed,
	type KnownBlob,
	readBlob,
	readBlobIds,
	readBlobs,
	readChunk,
	readOwed,
	writeBlob,
	writeChunk,
} from "../../src/store/blobs.ts";
import { freshPlace, makeCurrent } from "../../src/store/database.ts";
import { acceptLinks } from "../../src/store/log.ts";
import { readOutbox, replaceOutbox, saveRevision } from "../../src/store/outbox.ts";
import { whileFailing } from "./fault.ts";
import { freshJournal, pins, placed, sealed, waiting } from "./given.ts";

const [sea, hill] = ["5e".repeat(16), "41".repeat(16)];
const row = (id: string): KnownBlob => ({
	id,
	chunks: 2,
	chunk: 65_536,
	bytes: 70_000,
	whole: true,
	there: false,
});

async function withBlobs() {
	const place = await freshJournal();
	for (const id of [sea, hill]) {
		for (const index of [0, 1]) await writeChunk(place, id, index, sealed(40 + index));
		await writeBlob(place, row(id));
	}
	return place;
}

test("a chunk is there by its blob and its index, and nothing else is", async () => {
	const place = await withBlobs();
	expect(await readChunk(place, sea, 1)).toEqual(sealed(41));
	expect(await readChunk(place, sea, 2)).toBeUndefined();
	expect(await readBlobs(place)).toEqual([row(hill), row(sea)]);
	await changeBlobs(place, [sea, "00".repeat(16)], { there: true });
	expect(await readBlob(place, sea)).toEqual({ ...row(sea), there: true });
	expect(await readBlob(place, "00".repeat(16))).toBeUndefined();
});

test("[R88] dropped, its bytes are gone and it is known still; forgotten, nothing is known of it", async () => {
	const place = await withBlobs();
	await dropBlobs(place, [sea], false);
	expect(await readChunk(place, sea, 0)).toBeUndefined();
	expect(await readBlob(place, sea)).toEqual({ ...row(sea), whole: false });
	await dropBlobs(place, [sea], true);
	expect(await readBlobIds(place)).toEqual(new Set([hill]));
	await writeChunk(place, sea, 0, sealed(40));
	expect(await readBlobIds(place)).toEqual(new Set([hill, sea]));
});

test("[R87] what a revision names is owed from the transaction on in which a verified head holds it", async () => {
	const place = await withBlobs();
	const one = { ...waiting(1), blobs: [sea] };
	await saveRevision(place, [one, waiting(2)], 0);
	expect(await readOutbox(place)).toEqual([one, waiting(2)]);
	expect(await readOwed(place)).toEqual(new Map());
	await acceptLinks(place, { pins: pins(1), links: [placed(1)], sent: [1, 2], settled: true });
	expect(await readOwed(place)).toEqual(new Map([[one.id, [sea]]]));
	await addOwed(place, new Map([["ab", [hill]]]));
	await addOwed(place, new Map([["ab", [sea, hill]]]));
	await dropOwed(place, new Map([[one.id, [sea]]]));
	expect(await readOwed(place)).toEqual(new Map([["ab", [hill, sea]]]));
	await dropOwed(place, new Map([["ab", [hill]]]));
	expect(await readOwed(place)).toEqual(new Map([["ab", [sea]]]));
});

test("[R90] blobs go in the transaction in which a purge is accepted, or an unsent revision is dropped", async () => {
	const place = await withBlobs();
	await addOwed(place, new Map([["ab", [sea]]]));
	const accepted = { pins: pins(1), links: [placed(1)], sent: [], settled: true };
	await acceptLinks(place, { ...accepted, blobs: [sea], purged: ["ab"] });
	expect(await readBlobIds(place)).toEqual(new Set([hill]));
	expect(await readOwed(place)).toEqual(new Map());
	await replaceOutbox(place, [], { counter: 0, id: "" }, undefined, [hill]);
	expect(await readBlobIds(place)).toEqual(new Set());
});

test("[R90] a transaction that fails leaves them, with everything else", async () => {
	const place = await withBlobs();
	const accepted = { pins: pins(1), links: [placed(1)], sent: [], settled: true, blobs: [sea] };
	const accept = () => acceptLinks(place, accepted);
	const full = { name: "StoreFailure", kind: "disk-full" };
	await expect(whileFailing("links", "QuotaExceededError", accept)).rejects.toMatchObject(full);
	expect(await readBlobIds(place)).toEqual(new Set([hill, sea]));
});

test("another journal does not see them, and they go with the one that they are of", async () => {
	const first = await withBlobs();
	const second = await freshPlace(first.database);
	expect(await readBlobs(second)).toEqual([]);
	await writeChunk(second, sea, 0, sealed(99));
	await makeCurrent(second);
	expect(await readBlobIds(first)).toEqual(new Set());
	expect(await readChunk(second, sea, 0)).toEqual(sealed(99));
});
