// Wraps (R22 to R24): an epoch key sealed to one member by HPKE. Loaded lazily, like kem.ts.

import { KEM_MLKEM768_X25519 } from "@panva/hpke-noble";
import { AEAD_AES_256_GCM, CipherSuite, KDF_HKDF_SHA256 } from "hpke";
import {
	type AccountId,
	type Bytes,
	type MemberId,
	type RosterHash,
	type Sealed,
	toAccountId,
	toMemberId,
	toRosterHash,
	toSealed,
} from "./brands.ts";
import { checkCommitment } from "./epoch.ts";
import { refuse } from "./errors.ts";
import { concat, message } from "./labels.ts";
import { checkSize, idBytes, openFixed, u8, u32, version } from "./layout.ts";
import { findMember, type Roster } from "./roster.ts";

export const wrapSize = 1_237;
const encapsulatedSize = 1_120;
const ciphertextSize = 48;

/** KEM X-Wing (0x647a), KDF HKDF-SHA256, AEAD AES-256-GCM. */
const suite = new CipherSuite(KEM_MLKEM768_X25519, KDF_HKDF_SHA256, AEAD_AES_256_GCM);

export interface Wrap {
	readonly account: AccountId;
	/** As it stands there: only that of a roster opens. */
	readonly epoch: number;
	/** Of the roster version that needs the wrap. */
	readonly roster: RosterHash;
	readonly member: MemberId;
	readonly encapsulated: Bytes;
	readonly ciphertext: Bytes;
}

/** Throws `Refused` with `version` or `length`. */
export function parseWrap(bytes: Bytes): Wrap {
	const reader = openFixed(bytes, wrapSize);
	return {
		account: toAccountId(reader.take(16)),
		epoch: reader.u32(),
		roster: toRosterHash(reader.take(32)),
		member: toMemberId(reader.take(16)),
		encapsulated: reader.take(encapsulatedSize),
		ciphertext: reader.take(ciphertextSize),
	};
}

export function encodeWrap(wrap: Wrap): Sealed {
	checkSize(wrap.encapsulated, encapsulatedSize);
	checkSize(wrap.ciphertext, ciphertextSize);
	return toSealed(concat(u8(version), context(wrap), wrap.encapsulated, wrap.ciphertext));
}

/**
 * The 32-byte epoch key of `roster` for one of its members, 1,237 bytes. HPKE draws its own randomness.
 * Throws `Refused` with `signer` (no such member), `commitment` (another key) or `key` (a KEM key that cannot be).
 */
export async function makeWrap(roster: Roster, member: MemberId, epochKey: Bytes): Promise<Sealed> {
	const found = findMember(roster, member) ?? refuse("signer", "not a member of the roster");
	await checkCommitment(roster.account, roster.epoch, epochKey, roster.commitment);
	const place = { account: roster.account, epoch: roster.epoch, roster: roster.hash, member };
	const { encapsulatedSecret, ciphertext } = await encrypt(found.kemPublic, epochKey, place);
	const encapsulated = new Uint8Array(encapsulatedSecret);
	return encodeWrap({ ...place, encapsulated, ciphertext: new Uint8Array(ciphertext) });
}

/**
 * The epoch key, opened by the member's 32-byte KEM seed against a verified roster version.
 * Throws `Refused` in R24's order.
 */
export async function openWrap(
	bytes: Bytes,
	roster: Roster,
	member: MemberId,
	kemSeed: Bytes,
): Promise<Bytes> {
	const wrap = parseWrap(bytes);
	if (wrap.account !== roster.account) refuse("account", "a wrap of another account");
	if (wrap.epoch !== roster.epoch) refuse("epoch", "a wrap of another epoch");
	if (wrap.roster !== roster.hash) refuse("roster", "a wrap of another roster version");
	if (wrap.member !== member || findMember(roster, member) === null) {
		refuse("signer", "a wrap for another member");
	}
	const key = await decrypt(wrap, kemSeed);
	await checkCommitment(roster.account, roster.epoch, key, roster.commitment);
	return key;
}

/** The members for whom `after` needs a wrap (R23). `before` is null for roster 0. */
export function wrapsNeeded(before: Roster | null, after: Roster): readonly MemberId[] {
	const ids = after.members.map((member) => member.id);
	if (before === null || after.sealedPrevious !== null) return ids;
	return ids.filter((id) => findMember(before, id) === null);
}

type Place = Pick<Wrap, "account" | "epoch" | "roster" | "member">;

function context(place: Place): Bytes {
	const { account, epoch, roster, member } = place;
	return concat(idBytes(account), u32(epoch), idBytes(roster), idBytes(member));
}

async function encrypt(kemPublic: Bytes, epochKey: Bytes, place: Place) {
	const info = message("wrap", context(place));
	try {
		return await suite.Seal(await suite.DeserializePublicKey(kemPublic), epochKey, { info });
	} catch {
		return refuse("key", "a KEM key that cannot be sealed to");
	}
}

async function decrypt(wrap: Wrap, kemSeed: Bytes): Promise<Bytes> {
	const info = message("wrap", context(wrap));
	const privateKey = await suite.DeserializePrivateKey(kemSeed, false);
	try {
		const key = await suite.Open(privateKey, wrap.encapsulated, wrap.ciphertext, { info });
		return new Uint8Array(key);
	} catch {
		return refuse("open", "the wrap does not open with this member's key");
	}
}
