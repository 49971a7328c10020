// Entering an account that this device was let into by pairing (R60): it logs in as its own member, verifies the whole log against
// the two positions that it was told, and opens its own wrap.

import { type Head, noRoster, type RosterHash } from "../../../crypto/ts/brands.ts";
import { refuse } from "../../../crypto/ts/errors.ts";
import { type Link, linkKinds, type Payload } from "../../../crypto/ts/link.ts";
import type { OfferPlace } from "../../../crypto/ts/offer.ts";
import type { Acceptance } from "../../../crypto/ts/pairing.ts";
import { findMember } from "../../../crypto/ts/roster.ts";
import type { Transport } from "../sync/transport.ts";
import type { NewDevice as Device } from "../vault/beginning.ts";
import { openWraps } from "../vault/wraps.ts";
import type { Progress } from "./contract.ts";
import {
	answered,
	type Joined,
	logInAs,
	nothingPulled,
	pullAll,
	rostersOf,
	verifying,
} from "./joining.ts";
import type { Platform } from "./platform.ts";

/** What a pairing gave. */
export interface Paired {
	readonly offer: OfferPlace;
	readonly acceptance: Acceptance;
	readonly device: Device;
}

export async function enterPaired(
	{ offer, acceptance, device }: Paired,
	transport: Transport,
	platform: Platform,
	progress: Progress,
): Promise<Joined> {
	const { account } = offer;
	const { member, seeds } = device;
	await logInAs(account, device, transport, platform.origin);
	const log = await pullAll(nothingPulled(account), transport, platform, progress);
	const rosters = await rostersOf(log.links);
	const wraps = answered(await transport.wraps());
	const epochKeys = await verifying(async () => {
		checkPlace(log.verified.accepted, offer);
		checkPlace(log.verified.accepted, acceptance);
		const named = rosters.find(({ hash }) => hash === acceptance.roster);
		if (named === undefined || findMember(named, member.id) === null) {
			refuse("roster", "the accepted roster does not name this device");
		}
		return openWraps(wraps, rosters, member.id, seeds.kemSeed);
	});
	const keyring = {
		account,
		member: member.id,
		...seeds,
		epochKeys,
		genesis: null,
		invitation: null,
		successor: null,
	};
	return { keyring, ...log };
}

/** A link as it was accepted, as far as its place is judged. */
export interface Place {
	readonly link: Pick<Link, "seq"> & Payload;
	readonly head: Head;
}

/** Refuses `previous` for a log without that head at that seq, `roster` for another roster in force after it. */
export function checkPlace(
	accepted: readonly Place[],
	{ seq, head, roster }: Pick<OfferPlace, "seq" | "head" | "roster">,
): void {
	const until = accepted.filter(({ link }) => link.seq <= seq);
	const last = until.at(-1);
	if (last?.link.seq !== seq || last.head !== head)
		refuse("previous", "not the log that was shown");
	let inForce: RosterHash = noRoster;
	for (const { link } of until) {
		if (link.kind === linkKinds.roster) [inForce] = link.payload;
	}
	if (inForce !== roster) refuse("roster", "not the roster that was shown");
}
