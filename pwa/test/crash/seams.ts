// Where a life is counted and ends: the browser's database and its keys. What was not committed when it ends is not on the disk.

import { currentLife, type Life } from "./life.ts";

/** How many versions the app is ahead that opens the database of that name. */
const ahead = new Map<string, number>();
const disks = new Map<string, Life>();
const connections = new WeakMap<IDBDatabase, Life>();
const transactions = new WeakMap<IDBTransaction, Life>();

/** From now on the database of that name is this life's. */
export function giveDisk(name: string, life: Life): void {
	disks.set(name, life);
}

/** It is nobody's, until somebody starts on it. */
export function leaveDisk(name: string): void {
	disks.delete(name);
}

/** From now on the app of the next version opens that database, or of so many after this one. */
export function update(name: string, versions = 1): void {
	ahead.set(name, versions);
}

const requests = [
	...(["get", "getKey", "getAll", "getAllKeys", "count"] as const),
	...(["put", "add", "delete", "clear"] as const),
];

/** Watches every database and key of this process, until the result is called. */
export function watch(): () => void {
	const ends = [watchOpening(), watchTransactions(), ...requests.map(watchRequests), watchKeys()];
	return () => {
		for (const end of ends) end();
	};
}

function watchOpening(): () => void {
	const { open } = IDBFactory.prototype;
	const { createObjectStore } = IDBDatabase.prototype;
	IDBFactory.prototype.open = function (this: IDBFactory, name, version) {
		const life = disks.get(name);
		// Whoever names no version takes it as it is.
		const asked = version === undefined ? undefined : version + (ahead.get(name) ?? 0);
		if (life === undefined) return open.call(this, name, asked);
		if (!life.reach("disk open: before")) return unanswered(IDBOpenDBRequest);
		const request = open.call(this, name, asked);
		request.addEventListener("upgradeneeded", (event) => {
			connections.set(request.result, life);
			hear(life, "disk upgrade: before", event);
		});
		request.addEventListener("success", (event) => {
			const { result } = request;
			connections.set(result, life);
			life.leave(() => result.close());
			hear(life, "disk open: after", event);
			if (life.isOver) result.close();
		});
		request.addEventListener("error", (event) => hear(life, "disk open: after", event));
		return request;
	};
	IDBDatabase.prototype.createObjectStore = function (this: IDBDatabase, ...given) {
		const life = connections.get(this);
		if (life === undefined) return createObjectStore.apply(this, given);
		if (!life.reach(`disk create ${given[0]}: before`))
			throw new DOMException("it has ended", "InvalidStateError");
		const made = createObjectStore.apply(this, given);
		life.reach(`disk create ${given[0]}: after`);
		return made;
	};
	return () => {
		IDBFactory.prototype.open = open;
		IDBDatabase.prototype.createObjectStore = createObjectStore;
	};
}

function watchTransactions(): () => void {
	const { transaction } = IDBDatabase.prototype;
	IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...given) {
		const life = connections.get(this) ?? disks.get(this.name);
		if (life === undefined) return transaction.apply(this, given);
		const made = transaction.apply(this, given);
		transactions.set(made, life);
		const undo = (): void => abort(made);
		if (life.isOver) undo();
		else life.leave(undo);
		const { mode } = made;
		made.addEventListener("complete", (event) => {
			if (mode === "readonly") listen(life, event);
			else {
				life.mark();
				hear(life, `disk commit ${[...made.objectStoreNames].join()}: after`, event);
			}
		});
		made.addEventListener("abort", (event) => listen(life, event));
		made.addEventListener("error", (event) => listen(life, event));
		return made;
	};
	return () => {
		IDBDatabase.prototype.transaction = transaction;
	};
}

function watchRequests(name: (typeof requests)[number]): () => void {
	const asked: unknown = IDBObjectStore.prototype[name];
	if (typeof asked !== "function") throw new TypeError(`expected IDBObjectStore.${name}`);
	const seen = function (this: IDBObjectStore, ...given: readonly unknown[]): unknown {
		const life = transactions.get(this.transaction);
		if (life === undefined) return Reflect.apply(asked, this, given);
		const what = `disk ${name} ${this.name}`;
		if (!life.reach(`${what}: before`)) return unanswered(IDBRequest);
		const request: IDBRequest = Reflect.apply(asked, this, given);
		request.addEventListener("success", (event) => hear(life, `${what}: after`, event));
		request.addEventListener("error", (event) => hear(life, `${what}: after`, event));
		return request;
	};
	Object.defineProperty(IDBObjectStore.prototype, name, {
		value: seen,
		configurable: true,
		writable: true,
	});
	return () => {
		Object.defineProperty(IDBObjectStore.prototype, name, {
			value: asked,
			configurable: true,
			writable: true,
		});
	};
}

function watchKeys(): () => void {
	const real = crypto.subtle;
	const seen = new Proxy(real, {
		get(keys, name) {
			const work: unknown = Reflect.get(keys, name);
			if (typeof work !== "function") return work;
			return (...given: readonly unknown[]): unknown => {
				const life = currentLife();
				const call = (): Promise<unknown> => Reflect.apply(work, keys, given);
				return life === undefined ? call() : life.wait(`keys ${String(name)}`, call);
			};
		},
	});
	Object.defineProperty(crypto, "subtle", { value: seen, configurable: true });
	return () => Object.defineProperty(crypto, "subtle", { value: real, configurable: true });
}

/** What a client that has ended asks for is never answered. The type's own constructor is private; that of the database in memory is not. */
function unanswered<T>(kind: new () => T): T {
	return new kind();
}

/** A client that has ended hears nothing more. */
function hear(life: Life, moment: string, event: Event): void {
	life.reach(moment);
	listen(life, event);
}

function listen(life: Life, event: Event): void {
	if (life.isOver) event.stopImmediatePropagation();
}

/** One that has ended already cannot be aborted. */
function abort(transaction: IDBTransaction): void {
	try {
		transaction.abort();
	} catch (error) {
		if (!(error instanceof DOMException)) throw error;
	}
}
