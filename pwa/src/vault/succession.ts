// A device whose id is in use elsewhere, since its storage was copied or set back, becomes a new member (R49). The old one, which
// is in the roster still, signs the version that adds it.

import type { Chain } from "../../../crypto/ts/chain.ts";
import { refuse } from "../../../crypto/ts/errors.ts";
import { memberKinds } from "../../../crypto/ts/member.ts";
import { newDevice } from "./beginning.ts";
import { openKeyring } from "./keyring.ts";
import { type Signed, signAddition } from "./signing.ts";
import { changeKeyring, type Vault } from "./vault.ts";

/** The vault with a successor. `from` is the newest counter of the old id that both know alike. */
export async function withSuccessor(vault: Vault, from: number): Promise<Vault> {
	const { member, seeds } = await newDevice(vault.seal.random);
	return changeKeyring(vault, { successor: { member: member.id, ...seeds, from } });
}

/** The roster version that adds the successor. `day` is in days since 1970-01-01. */
export async function signSuccessor(vault: Vault, chain: Chain, day: number): Promise<Signed> {
	const { successor, epochKeys } = await openKeyring(vault.seal, vault.keyring);
	const seeds = successor ?? refuse("signer", "there is no successor");
	const { memberOf } = await import("../../../crypto/ts/kem.ts");
	const member = await memberOf(memberKinds.device, seeds);
	const { roster } = chain;
	const epochKey = roster === null ? undefined : epochKeys.get(roster.epoch);
	return signAddition(
		vault,
		chain,
		member,
		epochKey ?? refuse("epoch", "no key of that epoch is here"),
		day,
	);
}

/** The successor's own vault. */
export async function succeeded(vault: Vault): Promise<Vault> {
	const { successor } = await openKeyring(vault.seal, vault.keyring);
	const { member, signSeed, kemSeed } = successor ?? refuse("signer", "there is no successor");
	return changeKeyring(vault, { member, signSeed, kemSeed, successor: null });
}
