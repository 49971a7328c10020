// A disk that fails: the put into one table throws, or its transaction aborts, as a browser does it.

import type { TableName } from "../../src/store/schema.ts";

/** Runs `work` while every put into `table` fails with a DOMException of that name. */
export async function whileFailing<T>(
	table: TableName,
	name: string,
	work: () => Promise<T>,
): Promise<T> {
	const { put } = IDBObjectStore.prototype;
	IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...row) {
		if (this.name === table) throw new DOMException("no room", name);
		return put.apply(this, row);
	};
	try {
		return await work();
	} finally {
		IDBObjectStore.prototype.put = put;
	}
}

/** Runs `work` while a put into `table` is a request that fails later, since the row is there already. */
export async function whileRefusing<T>(table: TableName, work: () => Promise<T>): Promise<T> {
	const { put } = IDBObjectStore.prototype;
	IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...row) {
		return this.name === table ? this.add(...row) : put.apply(this, row);
	};
	try {
		return await work();
	} finally {
		IDBObjectStore.prototype.put = put;
	}
}

/** Runs `work` while the transaction aborts after the put into `table` was asked for, as a full disk does at commit. */
export async function whileAborting<T>(table: TableName, work: () => Promise<T>): Promise<T> {
	let isAborted = false;
	const { put } = IDBObjectStore.prototype;
	IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...row) {
		const request = put.apply(this, row);
		if (this.name === table && !isAborted) queueMicrotask(() => this.transaction.abort());
		isAborted ||= this.name === table;
		return request;
	};
	try {
		return await work();
	} finally {
		IDBObjectStore.prototype.put = put;
	}
}
