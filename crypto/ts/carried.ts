// What travels with a link (R33), parsed and hashed ahead of the chain rule, and opened after it.

import {
	type AccountId,
	type Bytes,
	type Head,
	type MemberId,
	type RevisionId,
	type RosterHash,
	type Sealed,
	toRosterHash,
} from "./brands.ts";
import { type Content, checkAncestors } from "./content.ts";
import type { DataKeys } from "./epoch.ts";
import { refuse } from "./errors.ts";
import { hash, sha256 } from "./labels.ts";
import { checkSize } from "./layout.ts";
import { headOf, type Link, parseLink } from "./link.ts";
import { type Header, openRevision, parseHeader, revisionId } from "./revision.ts";
import { parseRoster, type Roster } from "./roster.ts";

/** A link with what it carries, as it travels and is stored. */
export interface Carried {
	readonly link: Bytes;
	readonly roster: Bytes | null;
	readonly revisions: readonly CarriedRevision[];
}

/** A header and exactly one of body and SHA-256 of the body. */
export interface CarriedRevision {
	readonly header: Bytes;
	readonly body: Sealed | null;
	readonly bodyHash: Bytes | null;
}

/** A revision of an accepted link. */
export interface Held {
	readonly id: RevisionId;
	readonly header: Header;
	readonly headerBytes: Bytes;
	/** Null once purged. */
	readonly body: Sealed | null;
}

export interface PreparedLink {
	readonly link: Link;
	readonly head: Head;
	readonly roster: { readonly hash: RosterHash; readonly parsed: Promise<Roster> } | null;
	readonly revisions: readonly Promise<Held>[];
	/** Bytes of all bodies together. */
	readonly bodies: number;
}

/** A revision opened at its place in the log. */
export interface Opened {
	readonly id: RevisionId;
	readonly header: Header;
	readonly content: Content;
}

/** Parses a link and begins everything about it that does not depend on its place. Throws `Refused` for the link itself only. */
export async function prepareLink(account: AccountId, carried: Carried): Promise<PreparedLink> {
	const link = parseLink(carried.link);
	const revisions = carried.revisions.map((one) => later(prepareRevision(account, one)));
	const [head, roster] = await Promise.all([headOf(carried.link), prepareRoster(carried.roster)]);
	const bodies = carried.revisions.reduce((sum, { body }) => sum + (body?.length ?? 0), 0);
	return { link, head, roster, revisions, bodies };
}

/**
 * Opens what links of one chain carried, in order: every revision that has a body and whose epoch key is here. `held` is the highest
 * counter of each device before the first of them. Throws `Refused` as `openRevision` does, and with `ancestor` (R30).
 */
export async function openHeld(
	held: ReadonlyMap<MemberId, number>,
	revisions: readonly Held[],
	dataKeys: DataKeys,
): Promise<readonly Opened[]> {
	const contents = revisions.map(({ header, headerBytes, body }) =>
		body === null || !dataKeys.has(header.epoch)
			? null
			: later(openRevision(dataKeys, headerBytes, body)),
	);
	const before = new Map(held);
	const opened: Opened[] = [];
	for (const [at, { id, header }] of revisions.entries()) {
		const content = await contents[at];
		if (content) {
			checkAncestors(content.seen, before);
			opened.push({ id, header, content });
		}
		before.set(header.device, header.counter);
	}
	return opened;
}

/** Marks a promise as awaited later, so that its rejection meanwhile is no event of its own. */
export function later<T>(promise: Promise<T>): Promise<T> {
	promise.catch(() => {});
	return promise;
}

async function prepareRoster(bytes: Bytes | null): Promise<PreparedLink["roster"]> {
	if (bytes === null) return null;
	return { hash: toRosterHash(await hash("roster", bytes)), parsed: later(parseRoster(bytes)) };
}

/** Checks a revision as far as its link does not matter, in R34's order of step 9. */
async function prepareRevision(account: AccountId, carried: CarriedRevision): Promise<Held> {
	const header = parseHeader(carried.header);
	if (header.account !== account) refuse("account", "a revision of another account");
	const id = await revisionId(carried.header, await bodyHash(carried, header));
	return { id, header, headerBytes: carried.header, body: carried.body };
}

function bodyHash(carried: CarriedRevision, header: Header): Bytes | Promise<Bytes> {
	const { body } = carried;
	if ((body === null) === (carried.bodyHash === null)) {
		refuse("body", "either a body or its hash expected");
	}
	if (body === null) return carried.bodyHash ?? refuse("body", "a body hash expected");
	checkSize(body, header.size);
	return sha256(body);
}
