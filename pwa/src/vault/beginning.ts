// Beginning an account on this device; no server is needed (R16, R20).

import type { Bytes, Random } from "../../../crypto/ts/brands.ts";
import { noRoster, toEpoch } from "../../../crypto/ts/brands.ts";
import { importSignKey } from "../../../crypto/ts/ed25519.ts";
import { epochCommitment } from "../../../crypto/ts/epoch.ts";
import type { Seeds } from "../../../crypto/ts/kit.ts";
import { accountId, type Member, memberKinds } from "../../../crypto/ts/member.ts";
import { makeRoster } from "../../../crypto/ts/roster.ts";
import type { Keyring } from "./keyring.ts";

export interface NewDevice {
	readonly member: Member;
	readonly seeds: Seeds;
}

/** A device member of its own random keys. */
export async function newDevice(random: Random): Promise<NewDevice> {
	const { memberOf } = await import("../../../crypto/ts/kem.ts");
	const seeds = { signSeed: random(32), kemSeed: random(32) };
	return { member: await memberOf(memberKinds.device, seeds), seeds };
}

/** The keyring of a new account. `day` is in days since 1970-01-01. */
export async function beginAccount(random: Random, day: number): Promise<Keyring> {
	const { member, seeds } = await newDevice(random);
	const certifying = random(32);
	const account = await accountId(member.signPublic, member.kemPublic, certifying);
	const epoch = toEpoch(1);
	const epochKey: Bytes = random(32);
	const genesis = await makeRoster(
		{
			account,
			number: 0,
			day,
			previous: noRoster,
			epoch,
			commitment: await epochCommitment(account, epoch, epochKey),
			sealedPrevious: null,
			random: certifying,
			members: [member],
			signer: member.id,
		},
		await importSignKey(seeds.signSeed),
	);
	return {
		account,
		member: member.id,
		...seeds,
		epochKeys: new Map([[epoch, epochKey]]),
		genesis: genesis.bytes,
		invitation: null,
		successor: null,
	};
}
