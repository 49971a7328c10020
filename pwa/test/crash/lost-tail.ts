// A disk that has lost what was written last, though it was said to be there: as after a power cut on a disk that lies.

import { type IDBPDatabase, openDB } from "idb";
import { end, open, start } from "./client.ts";
import { cut, rest, type Whole } from "./ending.ts";
import type { Flow } from "./scene.ts";

type Rows = readonly (readonly [table: string, key: IDBValidKey, row: unknown])[];

/** The numbers of the moments at which a transaction has just come to the disk. */
export function commitsIn({ moments }: Whole): readonly number[] {
	return moments.flatMap(({ name }, at) => (name.startsWith("disk commit") ? [at + 1] : []));
}

/**
 * Plays a flow to its end; then nothing is on the disk of what came after the moment of that number, while the server keeps all that it got.
 * Throws with the story where the device then comes to no good end.
 */
export async function loseTail(flow: Flow, seed: number, at: number, whole: Whole): Promise<void> {
	const kept = await diskAt(flow, seed, at);
	const scene = await flow.prepare(seed);
	const { client, passphrases } = scene;
	await flow.act(scene);
	try {
		end(client);
		await withDisk(client.platform.databaseName, (database) => putBack(database, kept));
		await start(client);
		await open(client, passphrases);
		await flow.goOn(scene);
		const found = await rest(scene);
		if (found !== whole.outcome) throw new Error(`expected ${whole.outcome}, got ${found}`);
	} catch (error) {
		throw new Error(`SEED=${seed} FLOW="${flow.name}" lost after ${at}`, { cause: error });
	}
}

/** The same world draws the same bytes: this is the disk that it had then. */
async function diskAt(flow: Flow, seed: number, at: number): Promise<Rows> {
	const scene = await flow.prepare(seed);
	const { client } = scene;
	client.life.count(at);
	await cut(client, () => flow.act(scene));
	end(client);
	for (const stop of scene.ends.splice(0)) stop();
	return withDisk(client.platform.databaseName, rowsOf);
}

async function withDisk<T>(name: string, work: (database: IDBPDatabase) => Promise<T>): Promise<T> {
	const database = await openDB(name);
	try {
		return await work(database);
	} finally {
		database.close();
	}
}

async function rowsOf(database: IDBPDatabase): Promise<Rows> {
	const all = [...database.objectStoreNames].map(async (table) => {
		const [keys, rows] = [await database.getAllKeys(table), await database.getAll(table)];
		return keys.map((key, at) => [table, key, rows[at]] as const);
	});
	return (await Promise.all(all)).flat();
}

async function putBack(database: IDBPDatabase, rows: Rows): Promise<void> {
	for (const table of database.objectStoreNames) await database.clear(table);
	for (const [table, key, row] of rows) await database.put(table, row, key);
}
