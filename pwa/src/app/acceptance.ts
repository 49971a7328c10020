// What a client accepts (R34 to R37, R49): links are verified, opened and compared with what this device knows before
// anything of them is stored, pinned or shown.

import type { Bytes } from "../../../crypto/ts/brands.ts";
import type { Carried } from "../../../crypto/ts/carried.ts";
import type { Chain } from "../../../crypto/ts/chain.ts";
import { Refused } from "../../../crypto/ts/errors.ts";
import { headOf, parseLink, verifyLink } from "../../../crypto/ts/link.ts";
import { findMember, type Roster } from "../../../crypto/ts/roster.ts";
import type { Placed } from "../store/carried.ts";
import { changeIdentity } from "../store/identity.ts";
import { acceptLinks, headAt } from "../store/log.ts";
import type { Pins } from "../store/schema.ts";
import { sealChain } from "../vault/position.ts";
import {
	type Reading,
	readVerified,
	revisionsOf,
	type Verified,
	verifyLinks,
} from "../vault/reading.ts";
import { changeKeyring, type Vault } from "../vault/vault.ts";
import { openOwnWraps } from "../vault/wraps.ts";
import { alsoErased, eraseAlso } from "./erasing.ts";
import { blobsOf, nowNamed, type OpenJournal, stillHeld } from "./open-journal.ts";
import { goneDrafts, storedWithout, withoutBodies } from "./purging.ts";
import { removalIn } from "./removal.ts";
import { retire, succeed } from "./succeeding.ts";
import { writeViewNow } from "./view.ts";

export type Verdict =
	| "accepted"
	/** The same, and this device is about to become another member (R49). */
	| "succeeded"
	/** A body is missing that a later purge may name (R35): nothing was pinned. */
	| "unfinished"
	/** The same at the end of a pull; or no wrap opens to the key of an epoch that has begun. */
	| "withheld"
	| "tampered"
	| "fork"
	| "cloned"
	| "removed";

/** What can come of links that were verified to the end of a pull. */
export type Taken = Exclude<Verdict, "unfinished">;

export type FetchWraps = () => Promise<readonly Bytes[]>;

/** To be called within the journal's queue. `complete`: the server has no more after these links. */
export async function acceptCarried(
	journal: OpenJournal,
	carried: readonly Carried[],
	complete: boolean,
	fetchWraps: FetchWraps,
): Promise<Verdict> {
	const verified = await verifying(() => verifyLinks(journal.chain, carried));
	if (verified === undefined) return contradicts(journal, carried[0]);
	const { chain } = verified;
	if (!chain.missing.isSubsetOf(chain.purged)) return complete ? "withheld" : "unfinished";
	return takeIn(journal, verified, carried, fetchWraps);
}

/**
 * Opens, stores and shows what was verified; it takes the place of what is stored after the position that it began at.
 * To be called within the journal's queue.
 */
export async function takeIn(
	journal: OpenJournal,
	verified: Verified,
	carried: readonly Carried[],
	fetchWraps: FetchWraps,
): Promise<Taken> {
	const { chain } = verified;
	const vault = await entered(journal, verified, fetchWraps);
	if (typeof vault === "string") return vault;
	const reading = await verifying(() => readVerified(vault.dataKeys, verified));
	if (reading === undefined) return "tampered";
	journal.vault = vault;
	const cloned = vault.successor === undefined && isCloned(journal, verified);
	if (cloned && !(await retire(journal, verified))) return "cloned";
	const taken = await Promise.all(carried.map((one) => withoutBodies(one, chain.purged)));
	await store(journal, verified, taken, reading);
	const also = alsoErased(journal, reading.revisions);
	remember(journal, verified, { ...reading, purged: reading.purged.union(new Set(also)) });
	await eraseAlso(journal, also);
	await succeed(journal);
	if (reading.purged.size > 0) await writeViewNow(journal);
	return cloned ? "succeeded" : "accepted";
}

/** The vault with the key of the epoch in force. */
export async function entered(
	journal: OpenJournal,
	verified: Verified,
	fetchWraps: FetchWraps,
): Promise<Vault | "removed" | "withheld"> {
	const { roster } = verified.chain;
	if (roster === null || findMember(roster, journal.vault.member) === null) {
		journal.removal = removalIn(rostersOf(verified), journal.vault.member);
		return "removed";
	}
	return (await verifying(() => withEpochKeys(journal, verified, fetchWraps))) ?? "withheld";
}

/**
 * A link that stands where another one is pinned, or on another head: a fork only if a member signed it (R47). Whether a signer that
 * is unknown here is a member of another branch is found out where that branch is verified (R75). A link that is held already
 * contradicts nothing, whatever the server says beside it.
 */
export async function contradicts(
	{ chain, place }: OpenJournal,
	carried: Carried | undefined,
): Promise<"tampered" | "fork"> {
	const isOther = await verifying(async () => {
		if (carried === undefined || chain.roster === null) return false;
		const link = parseLink(carried.link);
		const signer = findMember(chain.roster, link.signer);
		if (link.account !== chain.account) return false;
		if (signer !== null) await verifyLink(link, signer.signPublic);
		if (link.seq <= chain.seq)
			return (await headOf(carried.link)) !== (await headAt(place, link.seq));
		return link.seq === chain.seq + 1 && link.previous !== chain.head;
	});
	return isOther === true ? "fork" : "tampered";
}

/** Undefined for what was refused. */
export async function verifying<T>(work: () => Promise<T>): Promise<T | undefined> {
	try {
		return await work();
	} catch (error) {
		if (error instanceof Refused) return undefined;
		throw error;
	}
}

/** The vault with the keys of an epoch that has begun. */
async function withEpochKeys(
	journal: OpenJournal,
	verified: Verified,
	fetchWraps: FetchWraps,
): Promise<Vault> {
	const { vault } = journal;
	const { before, chain } = verified;
	if (chain.roster === null || vault.dataKeys.has(chain.roster.epoch)) return vault;
	const entered = rostersOf(verified);
	const rosters: readonly Roster[] = before.roster === null ? entered : [before.roster, ...entered];
	const epochKeys = await openOwnWraps(vault, await fetchWraps(), rosters);
	const changed = await changeKeyring(vault, { epochKeys });
	await changeIdentity(journal.place, { keyring: changed.keyring });
	return changed;
}

/** The roster versions that entered, in order. */
function rostersOf({ accepted }: Verified): readonly Roster[] {
	return accepted.flatMap(({ roster }) => (roster === null ? [] : [roster]));
}

/**
 * R49: a counter of its own that this device does not know. A device whose database was harmed may have forgotten counters that
 * it used before: it takes them from the log.
 */
function isCloned(journal: OpenJournal, verified: Verified): boolean {
	const waiting = new Map([...journal.waiting].map(([id, counter]) => [counter, id]));
	return revisionsOf(verified, journal.vault.member).some(({ counter, id }) => {
		if (counter > journal.newest.counter) return !journal.damaged;
		const known = waiting.get(counter);
		return known !== undefined && known !== id;
	});
}

async function store(
	journal: OpenJournal,
	verified: Verified,
	carried: readonly Carried[],
	reading: Reading,
): Promise<void> {
	const { vault } = journal;
	const { chain, before } = verified;
	const erased = await storedWithout(journal, reading.purged);
	const drafts = goneDrafts(journal, reading);
	const sent = ownOf(journal, verified).map(({ counter }) => counter);
	const own = forgotten(journal, verified);
	const accepted = {
		pins: await pinsOf(vault, chain, journal.stopped),
		links: placed(verified, carried),
		sent,
		settled: true,
		erased: erased.filter(({ seq }) => seq <= before.seq),
		...(before.seq < journal.chain.seq ? { after: before.seq } : {}),
		drafts,
		...(own === undefined ? {} : { own }),
		...(await erasedWith(journal, reading, drafts)),
	};
	stillHeld(journal);
	await acceptLinks(journal.place, accepted);
	for (const { draft } of journal.drafts.all()) {
		if (drafts.includes(draft.id)) journal.drafts.forget(draft.id);
	}
}

/** What goes with the bodies that a purge names, and with these drafts: blobs that nothing names any more, in the same transaction (R90). */
export async function erasedWith(
	journal: OpenJournal,
	{ revisions, purged }: Reading,
	drafts: readonly string[],
): Promise<{ readonly blobs?: readonly string[]; readonly purged?: readonly string[] }> {
	if (purged.size === 0) return {};
	// Of a harmed journal not all is known that names one: it is swept when it was mended.
	if (journal.damaged) return { purged: [...purged] };
	const { unnamed } = await import("./blob-names.ts");
	const blobs = await unnamed(journal, purged, revisions, drafts);
	for (const id of blobs) journal.unsent.delete(id);
	return { blobs, purged: [...purged] };
}

/** Links as they were verified, at their places. */
export function placed({ accepted }: Verified, carried: readonly Carried[]): readonly Placed[] {
	return accepted.flatMap(({ link, head }, at) => {
		const one = carried[at];
		return one === undefined ? [] : [{ seq: link.seq, head, carried: one }];
	});
}

export async function pinsOf(vault: Vault, chain: Chain, stopped: Pins["stopped"]): Promise<Pins> {
	const sealed = await sealChain(vault.seal, chain);
	return { seq: chain.seq, head: chain.head, chain: sealed, stopped };
}

/** This device's revisions among what was verified. Under an id that it gives up, only those that it knows. */
function ownOf(journal: OpenJournal, verified: Verified) {
	const { vault, waiting } = journal;
	const own = revisionsOf(verified, vault.member);
	return vault.successor === undefined ? own : own.filter(({ id }) => waiting.has(id));
}

/** This device's newest revision as the log has it, where the device itself knows less. */
function forgotten(journal: OpenJournal, { chain }: Verified) {
	if (journal.vault.successor !== undefined) return undefined;
	const last = chain.last.get(journal.vault.member);
	return last !== undefined && last.counter > journal.newest.counter ? last : undefined;
}

function remember(journal: OpenJournal, verified: Verified, reading: Reading): void {
	journal.newest = forgotten(journal, verified) ?? journal.newest;
	journal.chain = verified.chain;
	for (const { id } of ownOf(journal, verified)) journal.waiting.delete(id);
	if (reading.revisions.length + reading.purged.size > 0) journal.viewIsOld = true;
	nowNamed(journal, blobsOf(reading.revisions));
	journal.shelf.fold(reading.revisions, reading.purged);
}
