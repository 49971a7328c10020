// A database of its own for each test, and rows whose bytes mean nothing: the store never looks inside.

import { IDBFactory } from "fake-indexeddb";
import { type Bytes, type Sealed, toSealed } from "../../../crypto/ts/brands.ts";
import type { Placed } from "../../src/store/carried.ts";
import { freshPlace, makeCurrent, openDatabase, type Place } from "../../src/store/database.ts";
import { writeJournal } from "../../src/store/identity.ts";
import type { Database, Identity, Pins, TableName, Waiting } from "../../src/store/schema.ts";

export function sealed(length: number, fill = 7): Sealed {
	return toSealed(new Uint8Array(length).fill(fill));
}

export const identity: Identity = { wrapped: sealed(77), keyring: sealed(200) };

export function pins(seq: number): Pins {
	return { seq, head: headOf(seq), chain: sealed(60, seq), stopped: undefined };
}

export function headOf(seq: number): string {
	return seq.toString(16).padStart(64, "0");
}

export function waiting(counter: number): Waiting {
	return { counter, id: headOf(counter), header: bytes(77, counter), body: sealed(64, counter) };
}

/** A link with one revision; `size` is that of its body. */
export function placed(seq: number, size = 64): Placed {
	const revision = { header: bytes(77, seq), body: sealed(size, seq), bodyHash: null };
	return {
		seq,
		head: headOf(seq),
		carried: { link: bytes(200, seq), roster: null, revisions: [revision] },
	};
}

export function bytes(length: number, fill: number): Bytes {
	return new Uint8Array(length).fill(fill % 256);
}

/** A fresh disk. */
export function emptyDisk(): void {
	globalThis.indexedDB = new IDBFactory();
}

export function openTest(): Promise<Database> {
	return openDatabase(() => undefined, "test");
}

/** A journal at counter 0 and position 0 on a fresh disk. */
export async function freshJournal(): Promise<Place> {
	emptyDisk();
	const place = await freshPlace(await openTest());
	await writeJournal(place, { identity, pins: pins(0), own: { counter: 0, id: "" } });
	await makeCurrent(place);
	return place;
}

/** How many rows each table has, for the tables that have any. */
export async function rowsOf(database: Database): Promise<{ readonly [table: string]: number }> {
	const found: [TableName, number][] = [];
	for (const table of database.objectStoreNames) found.push([table, await database.count(table)]);
	return Object.fromEntries(found.filter(([, count]) => count > 0));
}
