// Signing links at the newest verified position (R31, R39).

import {
	type Bytes,
	type Head,
	type MemberId,
	noHead,
	type Sealed,
	toRevisionId,
	toSeq,
} from "../../../crypto/ts/brands.ts";
import type { Carried } from "../../../crypto/ts/carried.ts";
import type { Chain } from "../../../crypto/ts/chain.ts";
import { refuse } from "../../../crypto/ts/errors.ts";
import { headOf, linkKinds, makeLink, maxCount, type Payload } from "../../../crypto/ts/link.ts";
import type { Member } from "../../../crypto/ts/member.ts";
import { makeRoster, parseRoster, type Roster } from "../../../crypto/ts/roster.ts";
import { openKeyring } from "./keyring.ts";
import type { Vault } from "./vault.ts";
import { wrapsFor, wrapsWith } from "./wraps.ts";

/** A signed link with everything that is sent with it. */
export interface Signed {
	readonly seq: number;
	readonly head: Head;
	readonly carried: Carried;
	readonly wraps: readonly Sealed[];
}

/** Who signs. */
export interface Signer {
	readonly member: MemberId;
	readonly signKey: CryptoKey;
}

/** A revision that is to be named by a link. */
export interface LinkedRow {
	readonly id: string;
	readonly header: Bytes;
	/** Null once a purge names it; then its SHA-256 goes (R33). */
	readonly body: Sealed | null;
	readonly bodyHash?: Bytes | null;
}

const mostBytes = 1_048_576;

/** The link at seq 1, which carries roster 0. Undefined on a device that did not begin the account. */
export async function signGenesis(vault: Vault): Promise<Signed | undefined> {
	const { genesis } = await openKeyring(vault.seal, vault.keyring);
	if (genesis === null) return undefined;
	const roster = await parseRoster(genesis);
	const place = { seq: 1, previous: noHead, roster };
	return signRosterAt(vault, place, roster, await wrapsFor(vault, null, roster));
}

/** As many of the rows, in their order, as one link carries. */
export async function signRevisions(
	vault: Vault,
	chain: Chain,
	rows: readonly LinkedRow[],
): Promise<Signed | undefined> {
	const batch = batchOf(rows);
	if (batch.length === 0) return undefined;
	const payload = batch.map(({ id }) => toRevisionId(id));
	const link = await sign(vault, chain, { kind: linkKinds.revisions, payload });
	const revisions = batch.map(({ header, body, bodyHash = null }) => ({ header, body, bodyHash }));
	return { ...link, carried: { link: link.bytes, roster: null, revisions }, wraps: [] };
}

/** A purge of as many of the revisions as one link can name (R45). */
export async function signPurge(
	vault: Vault,
	chain: Chain,
	ids: readonly string[],
): Promise<Signed> {
	const payload = ids.toSorted().slice(0, maxCount).map(toRevisionId);
	const link = await sign(vault, chain, { kind: linkKinds.purge, payload });
	return { ...link, carried: { link: link.bytes, roster: null, revisions: [] }, wraps: [] };
}

/** The next roster version with one more member, signed by a member; the epoch stays. */
export async function signAddition(
	signer: Signer,
	chain: Chain,
	member: Member,
	epochKey: Bytes,
	day: number,
): Promise<Signed> {
	const before = rosterOf(chain);
	const next = await makeRoster(
		{ ...nextVersion(before, signer, day), members: [...before.members, member] },
		signer.signKey,
	);
	return signRoster(signer, chain, next, await wrapsWith(epochKey, before, next));
}

/** The link of a roster version, with the wraps that it needs. */
export function signRoster(
	signer: Signer,
	chain: Chain,
	roster: Roster,
	wraps: readonly Sealed[],
): Promise<Signed> {
	const place = { seq: chain.seq + 1, previous: chain.head, roster: rosterOf(chain) };
	return signRosterAt(signer, place, roster, wraps);
}

/** The version after `before`, with the same members and epoch until more is said. */
export function nextVersion(before: Roster, { member }: Signer, day: number) {
	return {
		account: before.account,
		number: before.number + 1,
		day,
		previous: before.hash,
		epoch: before.epoch,
		commitment: before.commitment,
		sealedPrevious: null,
		random: null,
		signer: member,
	};
}

interface LinkPlace {
	readonly seq: number;
	readonly previous: Head;
	/** The roster in force. */
	readonly roster: Roster;
}

async function signRosterAt(
	signer: Signer,
	place: LinkPlace,
	roster: Roster,
	wraps: readonly Sealed[],
): Promise<Signed> {
	const payload = [roster.hash] as const;
	const link = await signAt(signer, place, { kind: linkKinds.roster, payload });
	return { ...link, carried: { link: link.bytes, roster: roster.bytes, revisions: [] }, wraps };
}

function sign(signer: Signer, chain: Chain, payload: Payload) {
	const place = { seq: chain.seq + 1, previous: chain.head, roster: rosterOf(chain) };
	return signAt(signer, place, payload);
}

async function signAt(signer: Signer, place: LinkPlace, payload: Payload) {
	const { bytes, seq } = await makeLink(
		{
			account: place.roster.account,
			seq: toSeq(place.seq),
			previous: place.previous,
			roster: place.roster.hash,
			signer: signer.member,
			...payload,
		},
		signer.signKey,
	);
	return { bytes, seq, head: await headOf(bytes) };
}

export function rosterOf({ roster }: Chain): Roster {
	return roster ?? refuse("roster", "the account is not registered yet");
}

function batchOf(rows: readonly LinkedRow[]): readonly LinkedRow[] {
	let size = 0;
	const batch: LinkedRow[] = [];
	for (const row of rows.slice(0, maxCount)) {
		size += row.body?.length ?? 0;
		if (size > mostBytes) break;
		batch.push(row);
	}
	return batch;
}
