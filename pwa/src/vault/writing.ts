// Sealing a revision: what the journal wants to say becomes a header and a body at this device's next counter.

import { namedBlobs } from "../../../crypto/ts/attachment.ts";
import type { Bytes, MemberId, RevisionId, Sealed } from "../../../crypto/ts/brands.ts";
import { noRevision, toMemberId, toRecordId, toRevisionId } from "../../../crypto/ts/brands.ts";
import { fixedRecord, maxParents, type Seen } from "../../../crypto/ts/content.ts";
import { refuse } from "../../../crypto/ts/errors.ts";
import { maxTotal } from "../../../crypto/ts/padding.ts";
import { openRevision, sealRevision } from "../../../crypto/ts/revision.ts";
import type { Fields, Revision } from "../journal/revision.ts";
import type { Waiting } from "../store/schema.ts";
import { journalRevision } from "./reading.ts";
import { newestKey, type Vault } from "./vault.ts";

/** A new sealing says a little more than the first one: what it replaces, and what was seen by then. */
export const roomToSealAgain = 4096;

/** What is to be said of a record. `parents` are its heads, by their first ids (R71). */
export interface Statement {
	readonly kind: string;
	readonly record: string;
	readonly parents: readonly string[];
	readonly schema: number;
	readonly day: string;
	readonly fields: Fields;
	/** The revision that it is a new sealing of. */
	readonly replaces?: string;
}

/** This device's newest revision; counter 0 before the first. */
export interface Newest {
	readonly counter: number;
	readonly id: string;
}

export interface Written {
	readonly counter: number;
	readonly id: string;
	readonly header: Bytes;
	readonly body: Sealed;
	readonly revision: Revision;
}

/** As it lies on disk until a verified head contains it. */
export function waitingOf({ counter, id, header, body, revision }: Written): Waiting {
	const blobs = namedBlobs(revision.fields);
	return { counter, id, header, body, ...(blobs.length === 0 ? {} : { blobs }) };
}

/**
 * `seen` is the highest counter of each device in the log that this device holds (R30).
 * Throws `Refused` with `length` for a text of more than 252 KiB.
 */
export async function writeRevision(
	vault: Vault,
	newest: Newest,
	seen: ReadonlyMap<MemberId, number>,
	statement: Statement,
): Promise<Written> {
	const counter = newest.counter + 1;
	const content = {
		...statement,
		record: toRecordId(statement.record),
		parents: statement.parents.toSorted().slice(0, maxParents).map(toRevisionId),
		seen: vector(seen, vault.member, newest.counter),
		replaces: statement.replaces === undefined ? null : toRevisionId(statement.replaces),
	};
	const place = { device: vault.member, counter, previous: previousOf(newest) };
	const sealed = await sealRevision(newestKey(vault), place, content, vault.seal.random);
	const isFirst = statement.replaces === undefined;
	if (isFirst && sealed.header.length + sealed.body.length > maxTotal - roomToSealAgain) {
		refuse("length", "a new sealing of it would not fit");
	}
	return { counter, ...sealed, revision: journalRevision(sealed.id, content) };
}

/** An id that a device had before, and the newest counter of it that the log holds as this device knows it (R49). */
export interface Former {
	readonly member: MemberId;
	readonly from: number;
}

/**
 * The same content under the epoch in force (R40), as the next revision after `newest`. `origins` maps the ids that were
 * sealed again before to their first ones: by these parents are named (R71). What was written under a former id names no more of it than `from`.
 */
export async function sealAgain(
	vault: Vault,
	newest: Newest,
	row: { readonly id: string; readonly header: Bytes; readonly body: Sealed },
	origins: ReadonlyMap<string, string>,
	former?: Former,
): Promise<Written> {
	const before = await openRevision(vault.dataKeys, row.header, row.body);
	const named = new Set(before.parents.map((id) => toRevisionId(origins.get(id) ?? id)));
	const parents = [...named].toSorted();
	const others = new Map(before.seen.filter(([device]) => device !== vault.member));
	if (former !== undefined) others.delete(former.member);
	if (former !== undefined && former.from > 0) others.set(former.member, former.from);
	const seen = vector(others, vault.member, newest.counter);
	const content = { ...before, parents, seen, replaces: before.replaces ?? toRevisionId(row.id) };
	const counter = newest.counter + 1;
	const place = { device: vault.member, counter, previous: previousOf(newest) };
	const sealed = await sealRevision(newestKey(vault), place, content, vault.seal.random);
	return { counter, ...sealed, revision: journalRevision(sealed.id, content) };
}

/** The id of a record that there is once. */
export function onlyRecord(kind: "settings" | "check"): Promise<string> {
	return fixedRecord(kind);
}

/** A new record id in hexadecimal. */
export function newRecord(random: Vault["seal"]["random"]): string {
	return toRecordId(random(16));
}

function previousOf({ counter, id }: Newest): RevisionId {
	return counter === 0 ? noRevision : toRevisionId(id);
}

function vector(
	seen: ReadonlyMap<MemberId, number>,
	own: MemberId,
	counter: number,
): readonly Seen[] {
	const all = new Map(seen);
	if (counter > 0) all.set(toMemberId(own), counter);
	return [...all].sort(([a], [b]) => (a < b ? -1 : 1));
}
