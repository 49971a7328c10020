// From the verified log to the journal: opening revisions at their place (R30).

import type { Bytes, Epoch, MemberId, Sealed } from "../../../crypto/ts/brands.ts";
import type { Carried } from "../../../crypto/ts/carried.ts";
import { openHeld } from "../../../crypto/ts/carried.ts";
import { type Accepted, advance, type Chain, counters } from "../../../crypto/ts/chain.ts";
import type { Content } from "../../../crypto/ts/content.ts";
import type { Verify } from "../../../crypto/ts/ed25519.ts";
import { refuse } from "../../../crypto/ts/errors.ts";
import { sha256 } from "../../../crypto/ts/labels.ts";
import { linkKinds, parseLink } from "../../../crypto/ts/link.ts";
import { openRevision, parseHeader, revisionId } from "../../../crypto/ts/revision.ts";
import type { Revision } from "../journal/revision.ts";
import type { Vault } from "./vault.ts";

/** A part of the log that was verified; nothing of it is open yet. */
export interface Verified {
	readonly before: Chain;
	readonly chain: Chain;
	readonly accepted: readonly Accepted[];
}

export interface Reading {
	readonly revisions: readonly Revision[];
	/** Ids that purges name. */
	readonly purged: ReadonlySet<string>;
}

/** Verifies links by the chain rule, their signatures by `judge` if there is one. Throws `Refused`; then nothing of them may be used. */
export async function verifyLinks(
	chain: Chain,
	carried: readonly Carried[],
	judge?: Verify,
): Promise<Verified> {
	const options = judge === undefined ? {} : { judge };
	return { before: chain, ...(await advance(chain, carried, options)) };
}

/** Opens what was verified. Throws `Refused`, also with `epoch` where a key is not here. */
export async function readVerified(
	dataKeys: Vault["dataKeys"],
	{ before, chain, accepted }: Verified,
): Promise<Reading> {
	const held = accepted.flatMap(({ revisions }) => revisions);
	if (held.some(({ body, header }) => body !== null && !dataKeys.has(header.epoch))) {
		refuse("epoch", "a key of an epoch is not here");
	}
	const opened = await openHeld(counters(before), held, dataKeys);
	const purges = accepted.filter(({ link }) => link.kind === linkKinds.purge);
	// A server may still have, or bring back, what a purge names: it is not read.
	const kept = opened.filter(({ id }) => !chain.purged.has(id));
	return {
		revisions: kept.map(({ id, content }) => journalRevision(id, content)),
		purged: new Set(purges.flatMap(({ link }) => [...link.payload])),
	};
}

/**
 * Opens revisions that were verified before, or are this device's own. What does not open is left out and counted: a harmed
 * database is no reason to withhold the rest.
 */
export async function readStored(
	dataKeys: Vault["dataKeys"],
	rows: readonly { readonly header: Bytes; readonly body: Sealed | null }[],
): Promise<{ readonly revisions: readonly Revision[]; readonly harmed: number }> {
	const read = rows.map(async ({ header, body }) => {
		if (body === null) return [];
		const content = await openRevision(dataKeys, header, body);
		return [journalRevision(await revisionId(header, await sha256(body)), content)];
	});
	const settled = await Promise.allSettled(read);
	return {
		revisions: settled.flatMap((one) => (one.status === "fulfilled" ? one.value : [])),
		harmed: settled.filter(({ status }) => status === "rejected").length,
	};
}

/** The ids that purges among stored links name. */
export function storedPurges(carried: readonly Carried[]): ReadonlySet<string> {
	const links = carried.map(({ link }) => parseLink(link));
	return new Set(
		links.filter(({ kind }) => kind === linkKinds.purge).flatMap(({ payload }) => [...payload]),
	);
}

export function journalRevision(id: string, content: Content): Revision {
	const { kind, record, parents, day, fields, schema, replaces } = content;
	return { id, kind, record, parents, day, fields, schema, replaces: replaces ?? undefined };
}

/** The counter and id of each revision of `device` among what was verified. */
export function revisionsOf(
	{ accepted }: Verified,
	device: MemberId,
): readonly { readonly counter: number; readonly id: string }[] {
	return accepted
		.flatMap(({ revisions }) => revisions)
		.filter(({ header }) => header.device === device)
		.map(({ id, header }) => ({ counter: header.counter, id }));
}

/** The epoch of a header. */
export function epochOf(header: Bytes): Epoch {
	return parseHeader(header).epoch;
}
