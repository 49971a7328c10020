// Epoch keys travel in wraps: made for the members that a roster version needs them for, opened by this device (R22 to R24).

import type { Bytes, Epoch, MemberId, Sealed } from "../../../crypto/ts/brands.ts";
import { refuse } from "../../../crypto/ts/errors.ts";
import { openEpochKeys, type Roster } from "../../../crypto/ts/roster.ts";
import { openKeyring } from "./keyring.ts";
import type { Vault } from "./vault.ts";

/** The wraps that `after` needs, from the keys that are here. */
export async function wrapsFor(
	{ seal, keyring }: Pick<Vault, "seal" | "keyring">,
	before: Roster | null,
	after: Roster,
): Promise<readonly Sealed[]> {
	const { epochKeys } = await openKeyring(seal, keyring);
	const key = epochKeys.get(after.epoch) ?? refuse("epoch", "no key of that epoch is here");
	return wrapsWith(key, before, after);
}

export async function wrapsWith(
	epochKey: Bytes,
	before: Roster | null,
	after: Roster,
): Promise<readonly Sealed[]> {
	const { makeWrap, wrapsNeeded } = await import("../../../crypto/ts/wrap.ts");
	return Promise.all(wrapsNeeded(before, after).map((id) => makeWrap(after, id, epochKey)));
}

/**
 * Every epoch key from the newest wrap for a member. `rosters` follow one another and end at the one in force; the wrap
 * belongs to one of them. Throws `Refused`, with `commitment` if a wrap opened to another key than the roster commits to.
 */
export async function openWraps(
	wraps: readonly Bytes[],
	rosters: readonly Roster[],
	member: MemberId,
	kemSeed: Bytes,
): Promise<ReadonlyMap<Epoch, Bytes>> {
	const { openWrap, parseWrap } = await import("../../../crypto/ts/wrap.ts");
	const epoch = rosters.at(-1)?.epoch ?? refuse("roster", "no roster is here");
	for (const bytes of wraps) {
		const wrap = parseWrap(bytes);
		const roster = rosters.find(({ hash }) => hash === wrap.roster);
		if (wrap.epoch !== epoch || wrap.member !== member || roster === undefined) continue;
		return openEpochKeys(rosters, await openWrap(bytes, roster, member, kemSeed));
	}
	return refuse("open", "no wrap of the epoch in force is for this member");
}

/** The same with the key of this device's own member. */
export async function openOwnWraps(
	vault: Vault,
	wraps: readonly Bytes[],
	rosters: readonly Roster[],
): Promise<ReadonlyMap<Epoch, Bytes>> {
	const { kemSeed, epochKeys } = await openKeyring(vault.seal, vault.keyring);
	const opened = await openWraps(wraps, rosters, vault.member, kemSeed);
	return new Map([...epochKeys, ...opened]);
}
