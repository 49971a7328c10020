// What a server can make by itself: keys of its own, and rosters and links signed by them.

import type { Bytes } from "../../crypto/ts/brands.ts";
import { importSignKey } from "../../crypto/ts/ed25519.ts";
import { memberOf } from "../../crypto/ts/kem.ts";
import { makeLink, parseLink } from "../../crypto/ts/link.ts";
import type { Member } from "../../crypto/ts/member.ts";
import { makeRoster, type Roster, type RosterFields } from "../../crypto/ts/roster.ts";
import type { Said } from "../../pwa/test/crooked.ts";
import { seeded } from "../../pwa/test/world/seeded.ts";

export interface Forger {
	/** A device, a kit and a sheet whose seeds the server has. */
	readonly members: readonly Member[];
	readonly signKey: CryptoKey;
}

export async function forger(): Promise<Forger> {
	const dice = seeded(4);
	const [signSeed, kemSeed] = [dice.bytes(32), dice.bytes(32)];
	const members = await Promise.all(
		([1, 2, 3] as const).map((kind) => memberOf(kind, { signSeed, kemSeed })),
	);
	return { members, signKey: await importSignKey(signSeed) };
}

/** A version after one, with a link that carries it, in the name of `signer` but by the server's key. */
export async function forged(
	{ signKey }: Forger,
	before: Roster,
	link: Bytes,
	change: Partial<RosterFields>,
): Promise<Said> {
	const { seq, previous } = parseLink(link);
	const next = { ...before, number: before.number + 1, previous: before.hash, random: null };
	const roster = await makeRoster({ ...next, sealedPrevious: null, ...change }, signKey);
	const place = { account: roster.account, seq, previous, roster: before.hash };
	const signed = await makeLink(
		{ ...place, signer: roster.signer, kind: 2, payload: [roster.hash] },
		signKey,
	);
	return { link: signed.bytes, roster: roster.bytes, revisions: [] };
}

/** Members in the order that a roster wants. */
export function inOrder(members: readonly Member[]): readonly Member[] {
	return members.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
