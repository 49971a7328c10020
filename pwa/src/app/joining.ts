// Joining an account by its kit or its sheet: that logs in, everything is verified and opened, and its member adds this device.

import { type AccountId, type Bytes, fromHex, toSealed } from "../../../crypto/ts/brands.ts";
import type { Carried } from "../../../crypto/ts/carried.ts";
import { emptyChain, finish } from "../../../crypto/ts/chain.ts";
import { importSignKey, type Verify } from "../../../crypto/ts/ed25519.ts";
import { Refused, refuse } from "../../../crypto/ts/errors.ts";
import {
	kitSeeds,
	parseKitText,
	parseSheetText,
	type Seeds,
	sheetSeeds,
} from "../../../crypto/ts/kit.ts";
import { loginActions, signLogin } from "../../../crypto/ts/login.ts";
import { type Member, memberKinds } from "../../../crypto/ts/member.ts";
import { maxDevices, type Roster } from "../../../crypto/ts/roster.ts";
import { daysSince1970 } from "../journal/day.ts";
import type { Answer, Failure } from "../sync/answer.ts";
import type { Transport } from "../sync/transport.ts";
import { newDevice } from "../vault/beginning.ts";
import type { Keyring } from "../vault/keyring.ts";
import { type Verified, verifyLinks } from "../vault/reading.ts";
import { type Signed, signAddition } from "../vault/signing.ts";
import { openWraps } from "../vault/wraps.ts";
import { fromWire, toPush } from "./carried.ts";
import type { JoinResult, Progress } from "./contract.ts";
import type { Platform } from "./platform.ts";

type Cause = Extract<JoinResult, { readonly name: "refused" }>["cause"];

/** Ends a joining; nothing on this device has changed. */
export class JoinRefused extends Error {
	override readonly name = "JoinRefused";
	readonly reason: Cause;

	constructor(reason: Cause) {
		super(reason);
		this.reason = reason;
	}
}

/** An account as this device has entered it: the whole log, verified, and the keyring of the new member. */
export interface Joined {
	readonly keyring: Keyring;
	readonly links: readonly Carried[];
	readonly verified: Verified;
}

interface Keys {
	readonly member: Member;
	readonly seeds: Seeds;
}

/** What a person has on paper. The passphrase of a kit is the account's; that of a sheet is a new one, and no part of its key. */
export interface Paper {
	readonly sort: "kit" | "sheet";
	readonly text: string;
	readonly passphrase: string;
}

interface PaperMember extends Keys {
	readonly account: AccountId;
}

/** The paper's member. The same work is done whether the account is known or not. */
export async function paperMember(
	{ argon2id }: Platform,
	{ sort, text, passphrase }: Paper,
): Promise<PaperMember> {
	const isKit = sort === "kit";
	const paper = await (isKit ? parseKitText(text) : parseSheetText(text));
	const seeds = await (isKit ? kitSeeds(argon2id, paper, passphrase) : sheetSeeds(paper));
	const { memberOf } = await import("../../../crypto/ts/kem.ts");
	return { account: paper.account, seeds, member: await memberOf(memberKinds[sort], seeds) };
}

export async function logInAs(
	name: AccountId,
	{ member, seeds }: Keys,
	transport: Transport,
	origin: string,
): Promise<void> {
	const [account, id] = [fromHex(name), fromHex(member.id)];
	const nonce = answered(await transport.challenge(account, id));
	const login = { action: loginActions.logIn, account: name, member: member.id, nonce, origin };
	const signature = await signLogin(login, await importSignKey(seeds.signSeed));
	answered(await transport.login({ account, member: id, nonce, signature }));
}

/** Pulls and verifies everything, adds a new device, and pushes that; starts over if another device was faster. */
export async function enterAccount(
	paper: PaperMember,
	transport: Transport,
	platform: Platform,
	progress: Progress,
): Promise<Joined> {
	const device = await newDevice(platform.random);
	let log = nothingPulled(paper.account);
	for (let turn = 0; turn < 5; turn += 1) {
		log = await pullAll(log, transport, platform, progress);
		const { signed, epochKeys } = await admit(paper, device.member, log, transport, platform);
		const answer = await transport.push(toPush(signed));
		if (!answer.ok && answer.failure === "stale") continue;
		answered(answer);
		log = await follow(log, [signed.carried]);
		const keyring = {
			account: paper.account,
			member: device.member.id,
			...device.seeds,
			epochKeys,
			genesis: null,
			invitation: null,
			successor: null,
		};
		return { keyring, ...log };
	}
	throw new JoinRefused("busy");
}

export interface Pulled {
	readonly links: readonly Carried[];
	readonly verified: Verified;
}

export function nothingPulled(account: AccountId): Pulled {
	const start = emptyChain(account);
	return { links: [], verified: { before: start, chain: start, accepted: [] } };
}

/** While one page is verified, the next one comes. Signatures are judged beside, where the surroundings offer it. */
export async function pullAll(
	from: Pulled,
	transport: Transport,
	{ startJudge }: Pick<Platform, "startJudge">,
	progress: Progress,
): Promise<Pulled> {
	const judge = await startJudge?.();
	try {
		return await pullBy(judge?.verify, from, transport, progress);
	} finally {
		judge?.end();
	}
}

async function pullBy(
	judge: Verify | undefined,
	from: Pulled,
	transport: Transport,
	progress: Progress,
): Promise<Pulled> {
	let log = from;
	let coming = transport.pull(log.verified.chain.seq);
	for (;;) {
		const page = answered(await coming);
		const carried = page.links.map(fromWire);
		const { seq } = log.verified.chain;
		if (page.seq < seq || (page.seq > seq && carried.length === 0)) {
			throw new JoinRefused("tampered");
		}
		const end = seq + carried.length;
		if (end < page.seq) coming = transport.pull(end);
		log = await follow(log, carried, judge);
		progress(page.seq === 0 ? undefined : end / page.seq);
		if (end >= page.seq) break;
	}
	await verifying(async () => finish(log.verified.chain));
	return log;
}

/** The log with more links, verified once and for all. */
async function follow(
	{ links, verified }: Pulled,
	carried: readonly Carried[],
	judge?: Verify,
): Promise<Pulled> {
	const { before, chain, accepted } = verified;
	const more = await verifying(() => verifyLinks(chain, carried, judge));
	return {
		links: [...links, ...carried],
		verified: { before, chain: more.chain, accepted: [...accepted, ...more.accepted] },
	};
}

/** The link that adds the device, signed by the paper's member. */
async function admit(
	{ account, member, seeds }: PaperMember,
	device: Member,
	{ links, verified: { chain } }: Pulled,
	transport: Transport,
	{ now }: Platform,
): Promise<{ readonly signed: Signed; readonly epochKeys: Keyring["epochKeys"] }> {
	if (chain.roster === null) throw new JoinRefused("tampered");
	const rosters = await rostersOf(links);
	const devices = rosters.at(-1)?.members.filter(({ kind }) => kind === memberKinds.device) ?? [];
	if (devices.length >= maxDevices) throw new JoinRefused("too-many-devices");
	const wraps = answered(await transport.wraps());
	const epochKeys = await verifying(() => openWraps(wraps, rosters, member.id, seeds.kemSeed));
	const epochKey: Bytes | undefined = epochKeys.get(chain.roster.epoch);
	const signer = { member: member.id, signKey: await importSignKey(seeds.signSeed) };
	const signed = await signAddition(
		signer,
		chain,
		device,
		epochKey ?? refuse("epoch", `no key for ${account}`),
		daysSince1970(new Date(now())),
	);
	return { signed, epochKeys };
}

export async function rostersOf(links: readonly Carried[]): Promise<readonly Roster[]> {
	const { parseRoster } = await import("../../../crypto/ts/roster.ts");
	const rosters = links.flatMap(({ roster }) => (roster === null ? [] : [toSealed(roster)]));
	return Promise.all(rosters.map(parseRoster));
}

/** What does not verify ends the joining. */
export async function verifying<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		throw error instanceof Refused ? new JoinRefused("tampered") : error;
	}
}

const causes: { readonly [failure in Failure]: Cause } = {
	unreachable: "unreachable",
	"signed-out": "kit-or-passphrase",
	refused: "kit-or-passphrase",
	busy: "busy",
	stale: "busy",
	"account-full": "server",
	"too-large": "server",
	server: "server",
};

export function answered<T>(answer: Answer<T>): T {
	if (answer.ok) return answer.value;
	throw new JoinRefused(causes[answer.failure]);
}
