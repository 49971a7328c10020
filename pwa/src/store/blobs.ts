// Blobs (R83): sealed chunks one by one, so that no more than one of them is held at a time, and what is known of each.

import type { Sealed } from "../../../crypto/ts/brands.ts";
import { type Ask, type Change, change } from "./change.ts";
import { type Place, slotRange } from "./database.ts";
import { guarded, StoreFailure } from "./failure.ts";
import type { BlobRow } from "./schema.ts";

/** A blob by its id. */
export interface KnownBlob extends BlobRow {
	readonly id: string;
}

/** Resolves when it is flushed. */
export function writeChunk(
	{ database, slot }: Place,
	id: string,
	index: number,
	sealed: Sealed,
): Promise<void> {
	return change(database, ["chunks"], (writing) => [
		() => writing.objectStore("chunks").put(sealed, [slot, id, index]),
	]);
}

/** Undefined for one that is not here, or that the browser cannot read any more. */
export async function readChunk(
	{ database, slot }: Place,
	id: string,
	index: number,
): Promise<Sealed | undefined> {
	try {
		return await guarded(() => database.get("chunks", [slot, id, index]));
	} catch (error) {
		if (error instanceof StoreFailure && error.kind === "damaged") return undefined;
		throw error;
	}
}

/** Replaces what was known of it. */
export function writeBlob({ database, slot }: Place, { id, ...row }: KnownBlob): Promise<void> {
	return change(database, ["blobs"], (writing) => [
		() => writing.objectStore("blobs").put(row, [slot, id]),
	]);
}

/** Changes what is known of those that are known. */
export function changeBlobs(
	{ database, slot }: Place,
	ids: readonly string[],
	parts: Partial<BlobRow>,
): Promise<void> {
	return change(database, ["blobs"], async (changing) => {
		const rows = changing.objectStore("blobs");
		const asks: Ask[] = [];
		for (const id of ids) {
			const before = await rows.get([slot, id]);
			if (before !== undefined) asks.push(() => rows.put({ ...before, ...parts }, [slot, id]));
		}
		return asks;
	});
}

export function readBlob({ database, slot }: Place, id: string): Promise<KnownBlob | undefined> {
	return guarded(async () => {
		const row = await database.get("blobs", [slot, id]);
		return row && { id, ...row };
	});
}

export function readBlobs({ database, slot }: Place): Promise<readonly KnownBlob[]> {
	return guarded(async () => {
		const reading = database.transaction("blobs");
		const [keys, rows] = await Promise.all([
			reading.store.getAllKeys(slotRange(slot)),
			reading.store.getAll(slotRange(slot)),
		]);
		return keys.flatMap(([, id], at) => {
			const row = rows[at];
			return row === undefined ? [] : [{ id, ...row }];
		});
	});
}

/** The ids of everything that a row or a chunk is here of. */
export function readBlobIds({ database, slot }: Place): Promise<ReadonlySet<string>> {
	return guarded(async () => {
		const reading = database.transaction(["blobs", "chunks"]);
		const [rows, chunks] = await Promise.all([
			reading.objectStore("blobs").getAllKeys(slotRange(slot)),
			reading.objectStore("chunks").getAllKeys(slotRange(slot)),
		]);
		return new Set([...rows, ...chunks].map(([, id]) => id));
	});
}

/** The sealed bytes go. What is known of the blob stays, unless `forget` says otherwise. */
export function dropBlobs(place: Place, ids: readonly string[], forget: boolean): Promise<void> {
	return change(place.database, ["blobs", "chunks"], async (dropping) => {
		if (forget) return erasing(dropping, place.slot, ids);
		const rows = dropping.objectStore("blobs");
		const asks: Ask[] = [];
		for (const id of ids) {
			const row = await rows.get([place.slot, id]);
			asks.push(() => dropping.objectStore("chunks").delete(chunksOf(place.slot, id)));
			if (row !== undefined) asks.push(() => rows.put({ ...row, whole: false }, [place.slot, id]));
		}
		return asks;
	});
}

/** Erases blobs as a part of a change: rows and chunks (R90). */
export function erasing(
	change: Pick<Change<"blobs" | "chunks">, "objectStore">,
	slot: number,
	ids: readonly string[],
): readonly Ask[] {
	return ids.flatMap((id) => [
		() => change.objectStore("blobs").delete([slot, id]),
		() => change.objectStore("chunks").delete(chunksOf(slot, id)),
	]);
}

function chunksOf(slot: number, id: string): IDBKeyRange {
	return IDBKeyRange.bound([slot, id], [slot, id, []]);
}

/** What the server was not told yet, by the revision that names it. */
export function readOwed({
	database,
	slot,
}: Place): Promise<ReadonlyMap<string, readonly string[]>> {
	return guarded(async () => {
		const reading = database.transaction("owed");
		const [keys, values] = await Promise.all([
			reading.store.getAllKeys(slotRange(slot)),
			reading.store.getAll(slotRange(slot)),
		]);
		return new Map(keys.map(([, revision], at) => [revision, values[at] ?? []]));
	});
}

/** The server is to be told these as well. */
export function addOwed(place: Place, owed: ReadonlyMap<string, readonly string[]>): Promise<void> {
	return changeOwed(place, owed, (before, blobs) => [...new Set([...before, ...blobs])]);
}

/** The server was told. */
export function dropOwed(
	place: Place,
	told: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
	return changeOwed(place, told, (before, blobs) => before.filter((id) => !blobs.includes(id)));
}

function changeOwed(
	{ database, slot }: Place,
	asked: ReadonlyMap<string, readonly string[]>,
	merge: (before: readonly string[], blobs: readonly string[]) => readonly string[],
): Promise<void> {
	return change(database, ["owed"], async (changing) => {
		const rows = changing.objectStore("owed");
		const asks: Ask[] = [];
		for (const [revision, blobs] of asked) {
			const key: [number, string] = [slot, revision];
			const left = merge((await rows.get(key)) ?? [], blobs);
			asks.push(() => (left.length > 0 ? rows.put(left, key) : rows.delete(key)));
		}
		return asks;
	});
}
