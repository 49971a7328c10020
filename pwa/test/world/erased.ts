// Where sealed words lie: the bodies of an entry's revisions, and whether anything still holds one.

import { linkKinds, parseLink } from "../../../crypto/ts/link.ts";
import { recordOf } from "../../src/app/shelf.ts";
import { readLog } from "../../src/store/log.ts";
import { readOutbox } from "../../src/store/outbox.ts";
import type { Phone } from "../phone.ts";

/** The ciphertext of every revision of an entry that this device holds, as text to look for. */
export async function bodiesOf({ context }: Phone, id: string): Promise<readonly string[]> {
	const journal = context.open?.journal;
	if (journal === undefined) throw new Error("expected an open journal");
	const record = recordOf(journal.shelf.journal(), id);
	const found: string[] = [];
	for (const { id: revision, body } of await readOutbox(journal.place)) {
		if (record?.revisions.has(revision)) found.push(latin(body));
	}
	for (const { carried } of await readLog(journal.place, 0)) {
		const { kind, payload } = parseLink(carried.link);
		for (const [at, { body }] of carried.revisions.entries()) {
			const isOurs = kind === linkKinds.revisions && record?.revisions.has(payload[at] ?? "");
			if (isOurs && body !== null) found.push(latin(body));
		}
	}
	return found;
}

/** Everything that lies in the device's database. */
export async function rowsOf({ context }: Phone): Promise<readonly unknown[]> {
	const { database } = context;
	if (database === undefined) throw new Error("expected a database");
	const rows: unknown[] = [];
	for (const table of database.objectStoreNames) rows.push(...(await database.getAll(table)));
	return rows;
}

export function holds(value: unknown, body: string): boolean {
	if (value instanceof Uint8Array) {
		return Buffer.from(value.buffer, value.byteOffset, value.length).includes(body, 0, "latin1");
	}
	if (typeof value !== "object" || value === null) return false;
	return Object.values(value).some((part) => holds(part, body));
}

/** All bytes in a value, one after the other. */
export function bytesIn(value: unknown): Buffer {
	return Buffer.concat(piecesOf(value));
}

function piecesOf(value: unknown): readonly Uint8Array[] {
	if (value instanceof Uint8Array) return [value];
	if (typeof value !== "object" || value === null) return [];
	return Object.values(value).flatMap(piecesOf);
}

function latin(bytes: Uint8Array): string {
	return Buffer.from(bytes).toString("latin1");
}
