// Opening the database, and its slots.

import { openDB } from "idb";
import { type Ask, change } from "./change.ts";
import { guarded, StoreFailure } from "./failure.ts";
import { type Database, listTables, migrations, slotTables, type Tables } from "./schema.ts";

export const databaseName = "moments";

/** A journal within the database. */
export interface Place {
	readonly database: Database;
	readonly slot: number;
}

/**
 * `onClosed` is called when the browser or a newer tab takes the database away, `onBlocked` when a tab with an older version of the app
 * does not let go of it: this resolves once it has. Rejects with `newer` where a newer version was here before.
 */
export function openDatabase(
	onClosed: () => void,
	name = databaseName,
	onBlocked: () => void = () => undefined,
): Promise<Database> {
	return guarded(async () => {
		const database = await openDB<Tables>(name, migrations.length, {
			upgrade(database, from, _to, upgrade) {
				for (const migrate of migrations.slice(from)) migrate(database, upgrade);
			},
			blocked: onBlocked,
			blocking(_current, _blocked, event) {
				if (event.target instanceof IDBDatabase) event.target.close();
				onClosed();
			},
			terminated: onClosed,
		});
		return database;
	});
}

/** The slot of the current journal; undefined where there is none yet. */
export function currentPlace(database: Database): Promise<Place | undefined> {
	return guarded(async () => {
		const slot = await database.get("current", "slot");
		return slot === undefined ? undefined : { database, slot };
	});
}

/** A slot that nothing lies in. Left-overs of a joining that was cut off are removed first. */
export function freshPlace(database: Database): Promise<Place> {
	return guarded(async () => {
		const slot = await database.get("current", "slot");
		await clearOthers(database, slot);
		return { database, slot: (slot ?? 0) + 1 };
	});
}

/** From here on this journal is the one; the one before is gone, in the same transaction. */
export function makeCurrent(place: Place): Promise<void> {
	return clearOthers(place.database, place.slot);
}

/** Every journal of this browser, and that there was one, in one transaction. */
export function clearDatabase(database: Database): Promise<void> {
	const tables = ["current", ...slotTables, ...listTables] as const;
	return change(database, tables, (clearing) =>
		tables.map((table) => () => clearing.objectStore(table).clear()),
	);
}

function clearOthers(database: Database, kept: number | undefined): Promise<void> {
	const tables = ["current", ...slotTables, ...listTables] as const;
	return change(database, tables, async (clearing) => {
		const asks: Ask[] = [];
		for (const table of slotTables) {
			const rows = clearing.objectStore(table);
			for (const slot of await rows.getAllKeys()) {
				if (slot !== kept) asks.push(() => rows.delete(slot));
			}
		}
		for (const table of listTables) {
			for (const range of rangesBut(kept)) {
				asks.push(() => clearing.objectStore(table).delete(range));
			}
		}
		if (kept !== undefined) asks.push(() => clearing.objectStore("current").put(kept, "slot"));
		return asks;
	});
}

function rangesBut(slot: number | undefined): readonly IDBKeyRange[] {
	if (slot === undefined) return [IDBKeyRange.lowerBound([0])];
	return [IDBKeyRange.upperBound([slot], true), IDBKeyRange.lowerBound([slot + 1])];
}

/** Everything of one slot in a table whose keys begin with the slot. */
export function slotRange(slot: number): IDBKeyRange {
	return IDBKeyRange.bound([slot], [slot + 1], false, true);
}

/** What must be there, or the database is damaged. */
export function present<T>(value: T | undefined, what: string): T {
	if (value === undefined) throw new StoreFailure("damaged", `${what} is missing`);
	return value;
}
