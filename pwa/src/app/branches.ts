// Another branch of the log at the server (R75 to R77): verified whole before anything of it is used, compared with what this device
// holds, and given what it lacks. Only a branch that lacks nothing takes the place of what is held.

import { toHead } from "../../../crypto/ts/brands.ts";
import type { Carried } from "../../../crypto/ts/carried.ts";
import { type Accepted, advance, type Chain, emptyChain } from "../../../crypto/ts/chain.ts";
import { linkKinds, parseLink } from "../../../crypto/ts/link.ts";
import type { Header } from "../../../crypto/ts/revision.ts";
import { findMember } from "../../../crypto/ts/roster.ts";
import { originOf } from "../journal/revision.ts";
import { headAt, readLog } from "../store/log.ts";
import type { Branch, Refusal, Withheld } from "../sync/ports.ts";
import { readVerified, storedPurges, type Verified } from "../vault/reading.ts";
import { type LinkedRow, type Signed, signPurge, signRevisions } from "../vault/signing.ts";
import { entered, type FetchWraps, type Taken, takeIn, verifying } from "./acceptance.ts";
import { fromWire, toPush } from "./carried.ts";
import type { OpenJournal } from "./open-journal.ts";
import { type Outlived, outlived } from "./outlived.ts";
import { withoutBodies } from "./purging.ts";

/** Both branches after a position that they have in common. */
interface Parted {
	/** The chain there. */
	readonly from: Chain;
	readonly mine: readonly Accepted[];
	/** The same as it is stored. */
	readonly stored: readonly Carried[];
	/** The server's end, as far as it was verified. */
	chain: Chain;
	readonly theirs: Accepted[];
	readonly carried: Carried[];
}

/** True if a link stands on the head that this device held at `after`. */
export async function standsOn(
	{ place }: OpenJournal,
	carried: Carried,
	after: number,
): Promise<boolean> {
	const previous = await verifying(async () => parseLink(carried.link).previous);
	const head = await headAt(place, after);
	return previous !== undefined && head !== undefined && previous === toHead(head);
}

/** `settled` hears what came of it. */
export async function openBranch(
	journal: OpenJournal,
	after: number,
	fetchWraps: FetchWraps,
	settled: (verdict: Taken) => "accepted" | Withheld | Refusal,
): Promise<Branch> {
	const parted = await partedAt(journal, after);
	return {
		seq: () => parted.chain.seq,
		take: (links) => take(parted, links.map(fromWire)),
		async missing() {
			const signed = await journal.queue(() => nextMissing(journal, parted, fetchWraps));
			journal.other = signed === "fork" ? parted.chain : undefined;
			return typeof signed === "object" ? toPush(signed) : signed;
		},
		linked: async ({ link, revisions }) =>
			take(parted, [fromWire({ link, roster: undefined, revisions })]),
		async adopt() {
			const before = journal.waiting.size;
			const verdict = settled(await journal.queue(() => adopt(journal, parted, fetchWraps)));
			const isSealed = journal.waiting.size > before && !journal.together;
			return verdict === "accepted" && isSealed ? "sealed" : verdict;
		},
	};
}

/** Signatures of what is stored were verified before. */
async function partedAt(journal: OpenJournal, common: number): Promise<Parted> {
	const log = (await readLog(journal.place, 0)).map(({ carried }) => carried);
	const after = beforePurged(log.slice(0, journal.chain.seq), common);
	const known = { verifySignature: () => false };
	const start = emptyChain(journal.vault.account);
	const { chain: from } = await advance(start, log.slice(0, after), known);
	const stored = log.slice(after, journal.chain.seq);
	const { accepted: mine, chain } = await advance(from, stored, known);
	// A harmed database steps back before an exchange (R36): what is stored reaches to the pin.
	if (chain.head !== journal.chain.head) throw new Error("the stored log does not reach the pin");
	return { from, mine, stored, chain: from, theirs: [], carried: [] };
}

/**
 * That position, or one before all that this device has purged since: such a body is alive on the server's branch, perhaps, and what it
 * stands for there can be read nowhere else (R77).
 */
function beforePurged(log: readonly Carried[], position: number): number {
	const purged = storedPurges(log.slice(position));
	const first = log.findIndex(({ link }) => {
		const { kind, payload } = parseLink(link);
		return kind === linkKinds.revisions && payload.some((id) => purged.has(id));
	});
	return first < 0 ? position : Math.min(first, position);
}

async function take(parted: Parted, carried: readonly Carried[]): Promise<boolean> {
	const advanced = await verifying(() => advance(parted.chain, carried));
	if (advanced === undefined) return false;
	parted.chain = advanced.chain;
	parted.theirs.push(...advanced.accepted);
	parted.carried.push(...carried);
	return true;
}

/** The next link that the server's branch lacks, signed at its end; undefined if it lacks nothing, or is adopted as it is (R78). */
async function nextMissing(
	journal: OpenJournal,
	parted: Parted,
	fetchWraps: FetchWraps,
): Promise<Signed | "fork" | "withheld" | "tampered" | undefined> {
	const { chain: own } = journal;
	const { chain } = parted;
	if (!chain.missing.isSubsetOf(own.purged.union(chain.purged))) return "withheld";
	const rows = await alone(journal, parted);
	if (!holdsRoster(journal, parted)) return "fork";
	// Removed there: adopting tells.
	if (chain.roster === null || findMember(chain.roster, journal.vault.member) === null)
		return undefined;
	const found = await compare(journal, parted, rows, fetchWraps);
	if (typeof found === "string") return found;
	const heals = !usesTwice(rows, parted) && !isOlder(rows, parted);
	const missing = rows.filter(({ id, body }) => body !== null && !found.held.has(id));
	if (usesTwice(missing, parted) && !journal.together) return "fork";
	if (!heals && found.sealedAgain) return "fork";
	const purges = own.purged.difference(chain.purged).union(new Set(found.there));
	const early = heals ? earlyPurges(journal, rows, purges).union(new Set(found.here)) : purges;
	const first = [...early.difference(chain.purged)];
	if (first.length > 0) return signPurge(journal.vault, chain, first);
	// Before what they replace is purged: wherever this ends, nothing is alive on neither branch.
	if (heals && rows.length > 0) return signRevisions(journal.vault, chain, rows);
	const rest = [...purges.difference(chain.purged)];
	return rest.length > 0 ? signPurge(journal.vault, chain, rest) : undefined;
}

/** What can go before the revisions: no sealing that lives stands in its place. So a body that is gone is named first (R35). */
function earlyPurges(
	{ shelf }: OpenJournal,
	rows: readonly AloneRow[],
	purges: ReadonlySet<string>,
): ReadonlySet<string> {
	const alive = [...shelf.journal().values()].flatMap((one) => [...one.revisions.values()]);
	const ids = new Set(rows.map(({ id }) => id));
	return purges.intersection(ids).difference(new Set(alive.map(originOf)));
}

/** The branch is opened for it: it was verified to its end. */
async function compare(
	journal: OpenJournal,
	{ from, mine, chain, theirs }: Parted,
	rows: readonly AloneRow[],
	fetchWraps: FetchWraps,
): Promise<Outlived | "withheld" | "tampered"> {
	const verified: Verified = { before: from, chain, accepted: theirs };
	const vault = await entered(journal, verified, fetchWraps);
	if (typeof vault === "string") return "withheld";
	const reading = await verifying(() => readVerified(vault.dataKeys, verified));
	if (reading === undefined) return "tampered";
	const since = purgesIn(theirs.filter(({ head }, at) => head !== mine[at]?.head));
	return outlived(journal, rows, reading, { ever: chain.purged, since });
}

function purgesIn(accepted: readonly Accepted[]): ReadonlySet<string> {
	return new Set(
		accepted.flatMap(({ link }) => (link.kind === linkKinds.purge ? [...link.payload] : [])),
	);
}

function holdsRoster({ chain }: OpenJournal, { from, theirs }: Parted): boolean {
	const rosters = [from.roster, ...theirs.map(({ roster }) => roster)];
	return rosters.some((roster) => roster?.hash === chain.roster?.hash);
}

/** What only this device's branch has, in its order, without what a purge of either names. */
export interface AloneRow extends LinkedRow {
	readonly at: Header;
}

async function alone({ chain }: OpenJournal, parted: Parted): Promise<readonly AloneRow[]> {
	const purged = chain.purged.union(parted.chain.purged);
	const ids = new Set(parted.theirs.flatMap(({ revisions }) => revisions.map(({ id }) => id)));
	const rows: AloneRow[] = [];
	for (const [at, carried] of parted.stored.entries()) {
		const bare = await withoutBodies(carried, purged);
		for (const [place, { id, header }] of (parted.mine[at]?.revisions ?? []).entries()) {
			const row = bare.revisions[place];
			if (row !== undefined && !ids.has(id)) rows.push({ id, at: header, ...row });
		}
	}
	return rows;
}

/** A counter of a device stands for different revisions on the two (R76). */
function usesTwice(rows: readonly AloneRow[], { theirs }: Parted): boolean {
	const held = theirs.flatMap(({ revisions }) => revisions.map(({ header }) => counterOf(header)));
	const counters = new Set(held);
	return rows.some(({ at }) => counters.has(counterOf(at)));
}

/** Something lies under an epoch before the one in force there: it cannot be linked as it is. */
function isOlder(rows: readonly AloneRow[], { chain }: Parted): boolean {
	return rows.some(({ at }) => at.epoch !== chain.roster?.epoch);
}

function counterOf({ device, counter }: { readonly device: string; readonly counter: number }) {
	return `${device} ${counter}`;
}

/** It holds everything that this device holds, or what it lacks is sealed again (R77, R78). To be called within the journal's queue. */
async function adopt(journal: OpenJournal, parted: Parted, fetchWraps: FetchWraps): Promise<Taken> {
	const { from, chain, theirs, carried } = parted;
	if (!chain.missing.isSubsetOf(chain.purged)) return "withheld";
	const verified: Verified = { before: from, chain, accepted: theirs };
	const rows = await alone(journal, parted);
	if (rows.length === 0) return takeIn(journal, verified, carried, fetchWraps);
	const { bringTogether } = await import("./bringing-together.ts");
	return bringTogether(journal, verified, carried, rows, fetchWraps);
}
