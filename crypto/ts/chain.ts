// The chain rule (R32 to R37, R48): what a client accepts, and what it holds afterwards.

import {
	type AccountId,
	type Head,
	type MemberId,
	noHead,
	noRevision,
	type RevisionId,
	type RosterHash,
	type Seq,
	toSeq,
} from "./brands.ts";
import { type Carried, type Held, later, type PreparedLink, prepareLink } from "./carried.ts";
import { type Verify, verifier } from "./ed25519.ts";
import { refuse } from "./errors.ts";
import { hash } from "./labels.ts";
import { idBytes, readInteger, u32 } from "./layout.ts";
import { type Link, linkKinds, verifyLink } from "./link.ts";
import { type Member, memberKinds } from "./member.ts";
import { checkGenesis, checkNext, findMember, type Roster } from "./roster.ts";

/** A device's newest revision. */
export interface Last {
	readonly counter: number;
	readonly id: RevisionId;
}

/** What a client holds of an account's log, and what it pins (R36). Plain data: it survives a structured clone. */
export interface Chain {
	readonly account: AccountId;
	readonly seq: Seq;
	readonly head: Head;
	/** The roster in force; null before the first link. */
	readonly roster: Roster | null;
	/** Every device that some roster has named. */
	readonly devices: ReadonlySet<MemberId>;
	readonly last: ReadonlyMap<MemberId, Last>;
	/** Revisions that came without a body, and those that a purge names (R35). */
	readonly missing: ReadonlySet<RevisionId>;
	readonly purged: ReadonlySet<RevisionId>;
}

/** A link that was accepted, with what it carried, parsed. */
export interface Accepted {
	readonly link: Link;
	readonly head: Head;
	/** The version that entered, for a link of kind 2. */
	readonly roster: Roster | null;
	readonly revisions: readonly Held[];
}

export interface Advanced {
	readonly chain: Chain;
	readonly accepted: readonly Accepted[];
}

export interface AdvanceOptions {
	/** Which links' signatures are verified now; all if absent. Only older links of a fresh device may wait (R37). */
	readonly verifySignature?: (seq: Seq) => boolean;
	/** Judges the signatures of links, strictly (R14), in its own time; each verdict is awaited before anything is handed out. */
	readonly judge?: Verify;
}

/** The empty log of an account. */
export function emptyChain(account: AccountId): Chain {
	return {
		account,
		seq: toSeq(0),
		head: noHead,
		roster: null,
		devices: new Set(),
		last: new Map(),
		missing: new Set(),
		purged: new Set(),
	};
}

/**
 * The chain after more links, in order. Throws `Refused` in R34's order for the first link that is refused; then nothing of the batch
 * was accepted. Hashes and signatures of the batch are computed side by side; a page of the log is a good batch.
 */
export async function advance(
	chain: Chain,
	carried: readonly Carried[],
	options: AdvanceOptions = {},
): Promise<Advanced> {
	const walk = startWalk(chain, options);
	const accepted: Accepted[] = [];
	const prepared = carried.map((one) => later(prepareLink(chain.account, one)));
	try {
		for (const one of prepared) accepted.push(await step(walk, await one));
	} catch (error) {
		await inOrder(walk.signatures);
		throw error;
	}
	await inOrder(walk.signatures);
	return { chain: walk.chain, accepted };
}

/** The same chain, at the end of a pull. Refuses `body` if one is missing that no purge names (R35). */
export function finish(chain: Chain): Chain {
	if (!chain.missing.isSubsetOf(chain.purged)) refuse("body", "a body is missing without a purge");
	return chain;
}

/** The highest counter of each device, for version vectors. */
export function counters(chain: Chain): ReadonlyMap<MemberId, number> {
	return new Map([...chain.last].map(([device, last]) => [device, last.counter]));
}

/**
 * Verifies the signatures of links that were accepted without (R37). `rosters` holds every version of the chain by its hash.
 * Throws `Refused` with `roster`, `signer` or `signature`.
 */
export async function verifySignatures(
	links: readonly Link[],
	rosters: ReadonlyMap<RosterHash, Roster>,
): Promise<void> {
	const judge = verifier();
	const checks = links.map((link) => {
		const roster = rosters.get(link.roster) ?? refuse("roster", "a roster that is not here");
		return later(verifyLink(link, signerOf(link, roster).signPublic, judge));
	});
	await inOrder(checks);
}

/** 12 digits in three groups of four, for people to compare (R48). */
export async function headCode(account: AccountId, seq: Seq, head: Head): Promise<string> {
	const whole = await hash("head-code", idBytes(account), u32(seq), idBytes(head));
	const high = BigInt(readInteger(whole.subarray(0, 4)));
	const low = BigInt(readInteger(whole.subarray(4, 8)));
	const digits = (((high << 32n) | low) % 10n ** 12n).toString().padStart(12, "0");
	return `${digits.slice(0, 4)} ${digits.slice(4, 8)} ${digits.slice(8)}`;
}

/** A chain on its way through a batch; same fields as `Chain`. */
interface Draft extends Chain {
	seq: Seq;
	head: Head;
	roster: Roster | null;
	readonly devices: Set<MemberId>;
	readonly last: Map<MemberId, Last>;
	readonly missing: Set<RevisionId>;
	readonly purged: Set<RevisionId>;
}

/** Signatures may still be under way: they are awaited before anything is handed out. */
interface Walk {
	readonly chain: Draft;
	readonly signatures: Promise<void>[];
	readonly verifySignature: (seq: Seq) => boolean;
	readonly judge: Verify;
	readonly judgeLink: Verify;
}

function startWalk(chain: Chain, options: AdvanceOptions): Walk {
	const draft = {
		...chain,
		devices: new Set(chain.devices),
		last: new Map(chain.last),
		missing: new Set(chain.missing),
		purged: new Set(chain.purged),
	};
	const judge = verifier();
	const { verifySignature = () => true, judge: judgeLink = judge } = options;
	return { chain: draft, signatures: [], verifySignature, judge, judgeLink };
}

async function step(walk: Walk, prepared: PreparedLink): Promise<Accepted> {
	const { link, head } = prepared;
	checkPlace(walk, link);
	const roster = walk.chain.roster ?? (await genesis(walk, prepared));
	const signer = signerOf(link, roster);
	if (walk.verifySignature(link.seq)) {
		walk.signatures.push(later(verifyLink(link, signer.signPublic, walk.judgeLink)));
	}
	checkCarried(prepared);
	const entered = link.kind === 2 ? await enterRoster(walk, prepared) : null;
	if (link.kind === 3) for (const id of link.payload) walk.chain.purged.add(id);
	const revisions: Held[] = [];
	for (const [at, revision] of prepared.revisions.entries()) {
		const held = await revision;
		enterRevision(walk, roster, held, link.payload[at]);
		revisions.push(held);
	}
	walk.chain.seq = link.seq;
	walk.chain.head = head;
	return { link, head, roster: entered, revisions };
}

function checkPlace(walk: Walk, link: Link): void {
	if (link.account !== walk.chain.account) refuse("account", "a link of another account");
	if (link.seq !== walk.chain.seq + 1)
		refuse("sequence", `link ${walk.chain.seq + 1} expected, got ${link.seq}`);
	if (link.previous !== walk.chain.head) refuse("previous", "not on the head that is held");
	if (walk.chain.roster !== null && link.roster !== walk.chain.roster.hash) {
		refuse("roster", "not under the roster in force");
	}
}

async function genesis(walk: Walk, { link, roster }: PreparedLink): Promise<Roster> {
	if (link.kind !== linkKinds.roster || roster === null) {
		return refuse("roster", "the first link carries roster 0");
	}
	const parsed = await roster.parsed;
	await checkGenesis(walk.chain.account, parsed, walk.judge);
	if (link.roster !== parsed.hash) refuse("roster", "the first link names roster 0 as in force");
	return parsed;
}

function signerOf(link: Link, roster: Roster): Member {
	const signer = findMember(roster, link.signer) ?? refuse("signer", "not a member");
	if (signer.kind !== memberKinds.device && link.kind !== linkKinds.roster) {
		refuse("signer", "kit and sheet sign rosters only");
	}
	return signer;
}

function checkCarried({ link, roster, revisions, bodies }: PreparedLink): void {
	const expected = link.kind === linkKinds.revisions ? link.payload.length : 0;
	if (revisions.length !== expected) {
		refuse("length", `${expected} revisions expected, got ${revisions.length}`);
	}
	if (bodies > 1_048_576) refuse("length", "bodies of more than 1 MiB together");
	if ((roster !== null) !== (link.kind === linkKinds.roster)) {
		refuse("roster", "a roster version comes with a link of kind 2, and no other");
	}
}

async function enterRoster(walk: Walk, { link, roster }: PreparedLink): Promise<Roster> {
	if (roster === null || roster.hash !== link.payload[0]) {
		return refuse("roster", "not the roster version that the link names");
	}
	const after = await roster.parsed;
	if (walk.chain.roster !== null) await checkNext(walk.chain.roster, after, walk.judge);
	if (after.signer !== link.signer) refuse("signer", "one member signs roster version and link");
	walk.chain.roster = after;
	for (const member of after.members) {
		if (member.kind === memberKinds.device) walk.chain.devices.add(member.id);
	}
	return after;
}

function enterRevision(walk: Walk, roster: Roster, held: Held, named: string | undefined): void {
	const { id, header } = held;
	if (id !== named) refuse("body", "not the revision that the link names");
	if (header.epoch !== roster.epoch) refuse("epoch", `epoch ${roster.epoch} expected`);
	if (!walk.chain.devices.has(header.device)) refuse("device", "no roster has named this device");
	const last = walk.chain.last.get(header.device) ?? { counter: 0, id: noRevision };
	if (header.counter !== last.counter + 1 || header.previous !== last.id) {
		refuse("counter", `revision ${last.counter + 1} of this device expected`);
	}
	walk.chain.last.set(header.device, { counter: header.counter, id });
	if (held.body === null) walk.chain.missing.add(id);
}

async function inOrder(checks: readonly Promise<void>[]): Promise<void> {
	for (const check of checks) await check;
}
