// A roster version that changes who holds a key (R21 to R23). Whoever goes, or is replaced, begins an epoch: what is written from
// then on is out of their reach.

import { type Bytes, toEpoch } from "../../../crypto/ts/brands.ts";
import type { Chain } from "../../../crypto/ts/chain.ts";
import { epochCommitment, sealPrevious } from "../../../crypto/ts/epoch.ts";
import { refuse } from "../../../crypto/ts/errors.ts";
import type { Member } from "../../../crypto/ts/member.ts";
import { makeRoster, type Roster } from "../../../crypto/ts/roster.ts";
import { openKeyring } from "./keyring.ts";
import { nextVersion, rosterOf, type Signed, signRoster } from "./signing.ts";
import type { Vault } from "./vault.ts";
import { wrapsWith } from "./wraps.ts";

/** Who enters the roster, and the ids of those who leave it, in one version. */
export interface Change {
	readonly added: readonly Member[];
	readonly removed: readonly string[];
}

/** The version after the one in force, signed by this device. `day` is in days since 1970-01-01. */
export async function signChange(
	vault: Vault,
	chain: Chain,
	{ added, removed }: Change,
	day: number,
): Promise<Signed> {
	const before = rosterOf(chain);
	const { epochKeys } = await openKeyring(vault.seal, vault.keyring);
	const present = epochKeys.get(before.epoch) ?? refuse("epoch", "no key of that epoch is here");
	const left = before.members.filter(({ id }) => !removed.includes(id));
	const { key, epoch } =
		left.length < before.members.length
			? await beginEpoch(vault, before, present)
			: { key: present, epoch: {} };
	const fields = { ...nextVersion(before, vault, day), ...epoch, members: [...left, ...added] };
	const next = await makeRoster(fields, vault.signKey);
	return signRoster(vault, chain, next, await wrapsWith(key, before, next));
}

/** A new epoch key, and what a roster says of it: the new one opens the one before, never the reverse (R18). */
async function beginEpoch({ seal: { random } }: Vault, before: Roster, previous: Bytes) {
	const { account } = before;
	const epoch = toEpoch(before.epoch + 1);
	const key = random(32);
	const commitment = await epochCommitment(account, epoch, key);
	const sealedPrevious = await sealPrevious(account, epoch, key, previous, random);
	return { key, epoch: { epoch, commitment, sealedPrevious } };
}
