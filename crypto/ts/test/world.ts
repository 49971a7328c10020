// A tiny world for tests: one account with one device, made by the public functions. Its randomness is a counter.

import {
	type Bytes,
	noRevision,
	noRoster,
	type Random,
	type RevisionId,
	toEpoch,
	toRecordId,
	toSeq,
} from "../brands.ts";
import type { Carried } from "../carried.ts";
import { advance, type Chain, emptyChain } from "../chain.ts";
import type { Content, Seen } from "../content.ts";
import { importSignKey } from "../ed25519.ts";
import { type DataKey, epochCommitment, importDataKey } from "../epoch.ts";
import { memberOf } from "../kem.ts";
import { type Link, makeLink, type Payload } from "../link.ts";
import { accountId, type Member } from "../member.ts";
import { type Revision, sealRevision } from "../revision.ts";
import { makeRoster, type Roster } from "../roster.ts";

export interface World {
	readonly random: Random;
	readonly device: Member;
	readonly signKey: CryptoKey;
	readonly kemSeed: Bytes;
	readonly epochKey: Bytes;
	readonly dataKey: DataKey;
	readonly roster: Roster;
	/** The log of roster 0 alone, and the chain after it. */
	readonly begun: Carried;
	readonly chain: Chain;
}

export function counting(seed: number): Random {
	let next = seed;
	return (length) => {
		const bytes = new Uint8Array(length);
		for (let at = 0; at < length; at++) {
			next = (Math.imul(next, 1_664_525) + 1_013_904_223) >>> 0;
			bytes[at] = next >>> 24;
		}
		return bytes;
	};
}

export async function makeWorld(seed = 1): Promise<World> {
	const random = counting(seed);
	const [signSeed, kemSeed, epochKey, certifying] = [
		random(32),
		random(32),
		random(32),
		random(32),
	];
	const device = await memberOf(1, { signSeed, kemSeed });
	const signKey = await importSignKey(signSeed);
	const account = await accountId(device.signPublic, device.kemPublic, certifying);
	const epoch = toEpoch(1);
	const roster = await makeRoster(
		{
			account,
			number: 0,
			day: 20_780,
			previous: noRoster,
			epoch,
			commitment: await epochCommitment(account, epoch, epochKey),
			sealedPrevious: null,
			random: certifying,
			members: [device],
			signer: device.id,
		},
		signKey,
	);
	const empty = emptyChain(account);
	const first = await linkOn(empty, roster, signKey, { kind: 2, payload: [roster.hash] });
	const begun = { link: first.bytes, roster: roster.bytes, revisions: [] };
	const { chain } = await advance(empty, [begun]);
	const dataKey = await importDataKey(account, epoch, epochKey);
	return { random, device, signKey, kemSeed, epochKey, dataKey, roster, begun, chain };
}

/** The next link on a chain. */
export function linkOn(
	chain: Chain,
	roster: Roster,
	signKey: CryptoKey,
	payload: Payload,
): Promise<Link> {
	const { account, head } = chain;
	const seq = toSeq(chain.seq + 1);
	const place = { account, seq, previous: head, roster: roster.hash, signer: roster.signer };
	return makeLink({ ...place, ...payload }, signKey);
}

/** A link with new revisions, each holding its own text. */
export async function linkOfTexts(
	world: World,
	chain: Chain,
	texts: readonly string[],
	seen: readonly Seen[] = [],
): Promise<Carried> {
	const last = chain.last.get(world.device.id) ?? { counter: 0, id: noRevision };
	let previous: RevisionId = last.id;
	const revisions: Revision[] = [];
	for (const [at, text] of texts.entries()) {
		const counter = last.counter + 1 + at;
		const place = { device: world.device.id, counter, previous };
		const sealed = await sealRevision(
			world.dataKey,
			place,
			{ ...entry(world, text), seen },
			world.random,
		);
		revisions.push(sealed);
		previous = sealed.id;
	}
	const payload = revisions.map((revision) => revision.id);
	const link = await linkOn(chain, world.roster, world.signKey, { kind: 1, payload });
	return {
		link: link.bytes,
		roster: null,
		revisions: revisions.map(({ header, body }) => ({ header, body, bodyHash: null })),
	};
}

export function entry(world: World, text: string): Content {
	return {
		kind: "entry",
		record: toRecordId(world.random(16)),
		parents: [],
		seen: [],
		schema: 1,
		day: "2026-11-23",
		fields: { at: 1_795_000_000_000, text, trashed: false },
		replaces: null,
	};
}
