// The fast suite's database, in place of `idb` and what lies below it: transactions that come one after the other, whole or not at
// all, with values copied in and out. It lies in memory, and takes steps of the event loop as a disk does, only fewer.

type Key = number | string | readonly Key[];
type Range = Pick<IDBKeyRange, "lower" | "upper" | "lowerOpen" | "upperOpen">;

interface Row {
	readonly key: Key;
	readonly value: unknown;
}

/** In the order of their keys. Never changed in place: whoever gives up puts back what was there. */
interface Table {
	rows: readonly Row[];
}

interface Disk {
	version: number;
	readonly tables: Map<string, Table>;
	/** The first one is at work. */
	readonly line: Transaction[];
}

interface Opening {
	upgrade(database: Database, from: number): void;
}

/** A factory that is let go takes its disks with it. */
const disks = new WeakMap<IDBFactory, Map<string, Disk>>();

export async function openDB(name: string, version: number, { upgrade }: Opening) {
	const all = disks.get(indexedDB) ?? new Map<string, Disk>();
	const disk = all.get(name) ?? { version: 0, tables: new Map(), line: [] };
	disks.set(indexedDB, all.set(name, disk));
	const database = new Database(disk);
	if (disk.version < version) upgrade(database, disk.version);
	disk.version = version;
	return database;
}

class Database {
	readonly #disk: Disk;
	#isOpen = true;

	constructor(disk: Disk) {
		this.#disk = disk;
	}

	get objectStoreNames(): readonly string[] {
		return [...this.#disk.tables.keys()].sort();
	}

	createObjectStore(name: string): void {
		this.#disk.tables.set(name, { rows: [] });
	}

	/** What is under way comes to its end. */
	close(): void {
		this.#isOpen = false;
	}

	transaction(tables: string | readonly string[]): Transaction {
		if (!this.#isOpen) throw new DOMException("the connection is closed", "InvalidStateError");
		return new Transaction(this.#disk, typeof tables === "string" ? tables : "");
	}

	get = async (table: string, key: Key) => this.#one(table).get(key);
	put = async (table: string, value: unknown, key: Key) => this.#one(table).put(value, key);
	delete = async (table: string, at: Key | Range) => this.#one(table).delete(at);
	clear = async (table: string) => this.#one(table).clear();
	getAll = async (table: string, range?: Range) => this.#one(table).getAll(range);
	getAllKeys = async (table: string, range?: Range) => this.#one(table).getAllKeys(range);

	#one(table: string): Store {
		return this.transaction(table).objectStore(table);
	}
}

class Transaction {
	readonly done: Promise<void>;
	readonly #disk: Disk;
	readonly #before = new Map<Table, readonly Row[]>();
	readonly #end = Promise.withResolvers<void>();
	#asked: (() => void)[] = [];
	readonly #only: string;
	#isOver = false;

	/** `only`: the one table that it is about, if it is one. */
	constructor(disk: Disk, only: string) {
		this.#disk = disk;
		this.#only = only;
		this.done = this.#end.promise;
		// Whoever does not ask is not told.
		this.done.catch(() => undefined);
		if (disk.line.push(this) === 1) setImmediate(this.step);
	}

	objectStore(name: string): Store {
		const table = this.#disk.tables.get(name);
		if (table === undefined) throw new DOMException(name, "NotFoundError");
		return new Store(this, table);
	}

	get store(): Store {
		return this.objectStore(this.#only);
	}

	/** Done in its turn. */
	ask<T>(work: () => T): Promise<T> {
		if (this.#isOver) throw new DOMException("it is over", "TransactionInactiveError");
		return new Promise((resolve) => this.#asked.push(() => resolve(work())));
	}

	change(table: Table, rows: readonly Row[]): void {
		if (!this.#before.has(table)) this.#before.set(table, table.rows);
		table.rows = rows;
	}

	abort(): void {
		if (this.#isOver) throw new DOMException("it is over", "InvalidStateError");
		for (const [table, rows] of this.#before) table.rows = rows;
		this.#asked = [];
		this.#finish();
		this.#end.reject(new DOMException("given up", "AbortError"));
	}

	/** All that was asked for; then whoever waited for it may ask for more. With nothing more it is over. */
	step = (): void => {
		if (this.#isOver) return;
		const asked = this.#asked;
		this.#asked = [];
		for (const one of asked) one();
		if (asked.length > 0) {
			setImmediate(this.step);
			return;
		}
		this.#finish();
		this.#end.resolve();
	};

	#finish(): void {
		this.#isOver = true;
		const { line } = this.#disk;
		const isFirst = line[0] === this;
		line.splice(line.indexOf(this), 1);
		const [next] = line;
		if (isFirst && next !== undefined) setImmediate(next.step);
	}
}

class Store {
	readonly #transaction: Transaction;
	readonly #table: Table;

	constructor(transaction: Transaction, table: Table) {
		this.#transaction = transaction;
		this.#table = table;
	}

	get(key: Key): Promise<unknown> {
		return this.#transaction.ask(() => {
			const row = this.#table.rows[placeOf(this.#table.rows, key)];
			return row !== undefined && order(row.key, key) === 0 ? copy(row.value) : undefined;
		});
	}

	getAll(range?: Range): Promise<readonly unknown[]> {
		return this.#transaction.ask(() =>
			this.#table.rows.filter(({ key }) => lies(key, range)).map(({ value }) => copy(value)),
		);
	}

	getAllKeys(range?: Range): Promise<readonly Key[]> {
		return this.#transaction.ask(() =>
			this.#table.rows.filter(({ key }) => lies(key, range)).map(({ key }) => key),
		);
	}

	put(value: unknown, key: Key): Promise<void> {
		const row = { key, value: copy(value) };
		return this.#transaction.ask(() => {
			const { rows } = this.#table;
			const at = placeOf(rows, key);
			const before = rows[at];
			const gone = before !== undefined && order(before.key, key) === 0 ? 1 : 0;
			this.#transaction.change(this.#table, rows.toSpliced(at, gone, row));
		});
	}

	delete(at: Key | Range): Promise<void> {
		return this.#transaction.ask(() => {
			const left = this.#table.rows.filter(({ key }) =>
				isRange(at) ? !lies(key, at) : order(key, at) !== 0,
			);
			this.#transaction.change(this.#table, left);
		});
	}

	clear(): Promise<void> {
		return this.#transaction.ask(() => this.#transaction.change(this.#table, []));
	}
}

/** Where it is, or would be. */
function placeOf(rows: readonly Row[], key: Key): number {
	let [low, high] = [0, rows.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		const row = rows[middle];
		if (row !== undefined && order(row.key, key) < 0) low = middle + 1;
		else high = middle;
	}
	return low;
}

function lies(key: Key, range: Range | undefined): boolean {
	if (range === undefined) return true;
	const { lower, upper, lowerOpen, upperOpen } = range;
	const [above, below] = [
		lower === undefined ? 1 : order(key, lower),
		upper === undefined ? -1 : order(key, upper),
	];
	return (lowerOpen ? above > 0 : above >= 0) && (upperOpen ? below < 0 : below <= 0);
}

/** Numbers before texts before arrays. */
function order(one: Key, other: Key): number {
	if (typeof one === "number") return typeof other === "number" ? one - other : -1;
	if (typeof other === "number") return 1;
	if (typeof one === "string")
		return typeof other !== "string" || one < other ? -1 : Number(one > other);
	if (typeof other === "string") return 1;
	for (const [at, part] of one.entries()) {
		const against = other[at];
		const sign = against === undefined ? 1 : order(part, against);
		if (sign !== 0) return sign;
	}
	return one.length - other.length;
}

function isRange(at: Key | Range): at is Range {
	return typeof at === "object" && "lowerOpen" in at;
}

/** Of what a journal keeps; anything else has no place in a database. */
function copy(value: unknown): unknown {
	if (typeof value === "function" || typeof value === "symbol") return refused();
	if (typeof value !== "object" || value === null) return value;
	if (value instanceof Uint8Array) return new Uint8Array(value);
	if (Array.isArray(value)) return value.map(copy);
	if (Object.getPrototypeOf(value) !== Object.prototype) return refused();
	const made: { [name: string]: unknown } = {};
	for (const name of Object.keys(value)) made[name] = copy(Reflect.get(value, name));
	return made;
}

function refused(): never {
	throw new DOMException("it cannot be stored", "DataCloneError");
}
