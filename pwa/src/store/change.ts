// One change of the database: all of it or nothing.

import type { IDBPTransaction } from "idb";
import { guarded } from "./failure.ts";
import type { Database, TableName, Tables } from "./schema.ts";

export type Change<T extends TableName> = IDBPTransaction<Tables, T[], "readwrite">;

/** One request, made when it is its turn. */
export type Ask = () => Promise<unknown>;

/**
 * Makes the requests that `work` names in one strict transaction, and resolves when it is flushed. Whatever fails, also
 * between two requests, takes all of it back. Rejects with a StoreFailure.
 */
export function change<T extends TableName>(
	database: Database,
	tables: readonly T[],
	work: (transaction: Change<T>) => readonly Ask[] | Promise<readonly Ask[]>,
): Promise<void> {
	return guarded(async () => {
		const transaction = database.transaction([...tables], "readwrite", { durability: "strict" });
		try {
			const asked: Promise<unknown>[] = [];
			for (const ask of await work(transaction)) asked.push(handled(ask()));
			// A request that fails says why before the transaction says that it ended.
			await Promise.all([...asked, transaction.done]);
		} catch (error) {
			abort(transaction);
			await transaction.done.catch(() => undefined);
			throw error;
		}
	});
}

/** Where a later request throws, what the earlier ones came to is nobody's to hear. */
function handled<T>(asked: Promise<T>): Promise<T> {
	asked.catch(() => undefined);
	return asked;
}

/** One that the browser has aborted already cannot be aborted again. */
function abort(transaction: { abort(): void }): void {
	try {
		transaction.abort();
	} catch (error) {
		if (!(error instanceof DOMException)) throw error;
	}
}
