// A disk that is full, or takes back a transaction, at one write of a database or from it on.

/** `full`: no row more fits. `aborts`: the browser takes back the transaction that the write is part of. */
export type Fault = "full" | "aborts";

const writes = ["put", "add", "delete", "clear"] as const;

/** Spoils the write of that number, from 1, and with `lasts` all that follow. The result mends the disk. */
export function spoil(database: string, at: number, fault: Fault, lasts: boolean): () => void {
	let count = 0;
	const fails = (store: IDBObjectStore): boolean => {
		if (store.transaction.db.name !== database) return false;
		count += 1;
		return lasts ? count >= at : count === at;
	};
	const mends = writes.map((name) => spoilOne(name, fault, fails));
	return () => {
		for (const mend of mends) mend();
	};
}

function spoilOne(
	name: (typeof writes)[number],
	fault: Fault,
	fails: (store: IDBObjectStore) => boolean,
): () => void {
	const { prototype } = IDBObjectStore;
	const good: unknown = prototype[name];
	if (typeof good !== "function") throw new TypeError(`expected IDBObjectStore.${name}`);
	const define = (value: unknown): void => {
		Object.defineProperty(prototype, name, { value, configurable: true, writable: true });
	};
	define(function (this: IDBObjectStore, ...given: readonly unknown[]): unknown {
		const isBad = fails(this);
		// To take something away needs no room.
		const isFull = isBad && fault === "full" && (name === "put" || name === "add");
		if (isFull) throw new DOMException("no room", "QuotaExceededError");
		const request: unknown = Reflect.apply(good, this, given);
		if (isBad) queueMicrotask(() => abort(this.transaction));
		return request;
	});
	return () => define(good);
}

/** One that has ended already cannot be aborted. */
function abort(transaction: IDBTransaction): void {
	try {
		transaction.abort();
	} catch (error) {
		if (!(error instanceof DOMException)) throw error;
	}
}
