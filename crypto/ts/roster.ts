// Roster versions and their chain (R19 to R21).

import {
	type AccountId,
	type Bytes,
	type Epoch,
	type MemberId,
	noRoster,
	type RosterHash,
	toAccountId,
	toEpoch,
	toMemberId,
	toRosterHash,
} from "./brands.ts";
import { checkKey, sign, type Verify, verify } from "./ed25519.ts";
import { checkCommitment, openPrevious, sealedPreviousSize } from "./epoch.ts";
import { refuse } from "./errors.ts";
import { concat, hash, message } from "./labels.ts";
import {
	checkSize,
	equalBytes,
	idBytes,
	openLayout,
	type Reader,
	u8,
	u32,
	version,
} from "./layout.ts";
import {
	accountId,
	kemKeySize,
	type Member,
	type MemberKind,
	memberId,
	memberKinds,
	toKind,
} from "./member.ts";

export const maxMembers = 16;
export const maxDevices = 10;
const memberSize = 1 + 32 + kemKeySize;

/** What a signer decides. `day` counts days since 1970-01-01; `previous` is `noRoster` in number 0. */
export interface RosterFields {
	readonly account: AccountId;
	readonly number: number;
	readonly day: number;
	readonly previous: RosterHash;
	readonly epoch: Epoch;
	/** 32 bytes. */
	readonly commitment: Bytes;
	/** 60 bytes if this version begins its epoch after another one. */
	readonly sealedPrevious: Bytes | null;
	/** 32 bytes in number 0. */
	readonly random: Bytes | null;
	/** Ascending by id; `makeRoster` sorts them. */
	readonly members: readonly Member[];
	readonly signer: MemberId;
}

/** A parsed version. Its signature is not judged by parsing. */
export interface Roster extends RosterFields {
	readonly signature: Bytes;
	readonly hash: RosterHash;
	readonly bytes: Bytes;
}

/** Signs a version with the key of `fields.signer` and reads it back. Refuses what parsing refuses. */
export async function makeRoster(fields: RosterFields, signKey: CryptoKey): Promise<Roster> {
	const unsigned = encodeUnsigned(fields);
	const signature = await sign(signKey, message("roster-signature", unsigned));
	return parseRoster(concat(unsigned, signature));
}

/** Throws `Refused` with `version`, `length`, `encoding` or `key`, in this order. */
export async function parseRoster(bytes: Bytes): Promise<Roster> {
	const reader = openLayout(bytes);
	const account = toAccountId(reader.take(16));
	const number = reader.u32();
	const day = reader.u32();
	const previous = toRosterHash(reader.take(32));
	const epoch = reader.u32();
	const commitment = reader.take(32);
	const rotates = reader.u8();
	const sealedPrevious = rotates === 1 ? reader.take(sealedPreviousSize) : null;
	const random = number === 0 ? reader.take(32) : null;
	const count = reader.u8();
	checkSize(bytes, bytes.length - reader.left() + count * memberSize + 16 + 64);
	if (rotates > 1) refuse("encoding", "rotates must be 0 or 1");
	if (count < 1 || count > maxMembers) refuse("encoding", "1 to 16 members expected");
	const [members, rosterHash] = await Promise.all([
		readMembers(reader, count),
		hash("roster", bytes),
	]);
	const signer = toMemberId(reader.take(16));
	const signature = reader.take(64);
	return {
		account,
		number,
		day,
		previous,
		epoch: toEpoch(epoch),
		commitment,
		sealedPrevious,
		random,
		members: checkMembers(members),
		signer,
		signature,
		hash: toRosterHash(rosterHash),
		bytes,
	};
}

/** The member of that id, if it is in the roster. */
export function findMember(roster: RosterFields, id: MemberId): Member | null {
	return roster.members.find((member) => member.id === id) ?? null;
}

/** R20: roster 0 of `account`. */
export async function checkGenesis(
	account: AccountId,
	roster: Roster,
	judge: Verify = verify,
): Promise<void> {
	if (roster.number !== 0) refuse("sequence", `roster 0 expected, got ${roster.number}`);
	if (roster.previous !== noRoster) refuse("previous", "roster 0 follows nothing");
	if (roster.epoch !== 1 || roster.sealedPrevious !== null) {
		refuse("epoch", "roster 0 begins epoch 1 without a previous key");
	}
	const [first, second] = roster.members;
	if (first === undefined || second !== undefined || first.kind !== memberKinds.device) {
		return refuse("roster", "roster 0 has one member, a device");
	}
	const random = roster.random ?? refuse("sequence", "roster 0 has random bytes");
	const certified = await accountId(first.signPublic, first.kemPublic, random);
	if (roster.account !== account || certified !== account) {
		refuse("account", "the account id does not certify this roster 0");
	}
	if (roster.signer !== first.id) refuse("signer", "the first device signs roster 0");
	await checkSignature(roster, first, judge);
}

/** R21: `after` follows `before`. */
export async function checkNext(
	before: Roster,
	after: Roster,
	judge: Verify = verify,
): Promise<void> {
	if (after.account !== before.account) refuse("account", "another account's roster");
	if (after.number !== before.number + 1) {
		refuse("sequence", `roster ${before.number + 1} expected, got ${after.number}`);
	}
	if (after.previous !== before.hash) refuse("previous", "not the hash of the roster before");
	const signer = findMember(before, after.signer);
	if (signer === null) return refuse("signer", "not a member of the roster before");
	await checkSignature(after, signer, judge);
	checkEpoch(before, after);
	checkKinds(after.members);
}

/**
 * Every epoch key that the newest one opens, checked against the commitments of `rosters` (in order, from 0 to the newest).
 * Throws `Refused` with `commitment`, `open` or `roster`.
 */
export async function openEpochKeys(
	rosters: readonly Roster[],
	newestKey: Bytes,
): Promise<ReadonlyMap<Epoch, Bytes>> {
	const keys = new Map<Epoch, Bytes>();
	let key = newestKey;
	for (const roster of rosters.toReversed()) {
		if (!keys.has(roster.epoch)) {
			await checkCommitment(roster.account, roster.epoch, key, roster.commitment);
			keys.set(roster.epoch, key);
		}
		if (roster.sealedPrevious !== null) {
			key = await openPrevious(roster.account, roster.epoch, key, roster.sealedPrevious);
		}
	}
	return keys;
}

function checkSignature(roster: Roster, signer: Member, judge: Verify): Promise<void> {
	const unsigned = roster.bytes.subarray(0, -64);
	return judge(signer.signPublic, message("roster-signature", unsigned), roster.signature);
}

function checkEpoch(before: Roster, after: Roster): void {
	const rotates = after.sealedPrevious !== null;
	const step = after.epoch - before.epoch;
	if ((step !== 0 && step !== 1) || rotates !== (step === 1)) {
		refuse("epoch", "the same epoch expected, or the next with a sealed previous key");
	}
	if (rotates) return;
	if (!before.members.every((member) => findMember(after, member.id) !== null)) {
		refuse("epoch", "a member that goes begins an epoch");
	}
	if (!equalBytes(after.commitment, before.commitment)) {
		refuse("commitment", "the epoch stays but its commitment differs");
	}
}

function checkKinds(members: readonly Member[]): void {
	const count = (kind: number): number => members.filter((member) => member.kind === kind).length;
	const devices = count(memberKinds.device);
	const kits = count(memberKinds.kit);
	if (devices > maxDevices || kits > 1 || count(memberKinds.sheet) > 1) {
		refuse("roster", "at most 10 devices, one kit and one sheet");
	}
	if (devices + kits === 0) refuse("roster", "a device or a kit must stay");
}

function readMembers(reader: Reader, count: number): Promise<Member[]> {
	const members = Array.from({ length: count }, () => {
		const kind = toKind(reader.u8());
		return readMember(kind, reader.take(32), reader.take(kemKeySize));
	});
	return Promise.all(members);
}

async function readMember(kind: MemberKind, signPublic: Bytes, kemPublic: Bytes): Promise<Member> {
	return { id: await memberId(kind, signPublic, kemPublic), kind, signPublic, kemPublic };
}

function checkMembers(members: readonly Member[]): readonly Member[] {
	for (const [at, member] of members.entries()) {
		const before = members[at - 1];
		if (before !== undefined && before.id >= member.id) {
			refuse("encoding", "members must ascend by id");
		}
	}
	for (const member of members) checkKey(member.signPublic);
	return members;
}

/** The bytes of a version, encoded anew (R3: they equal `roster.bytes`). */
export function encodeRoster(roster: Roster): Bytes {
	return concat(encodeUnsigned(roster), roster.signature);
}

function encodeUnsigned(fields: RosterFields): Bytes {
	const members = fields.members.toSorted((a, b) => (a.id < b.id ? -1 : 1));
	return concat(
		u8(version),
		idBytes(fields.account),
		u32(fields.number),
		u32(fields.day),
		idBytes(fields.previous),
		u32(fields.epoch),
		fields.commitment,
		u8(fields.sealedPrevious === null ? 0 : 1),
		fields.sealedPrevious ?? new Uint8Array(0),
		fields.random ?? new Uint8Array(0),
		u8(members.length),
		...members.map((member) => concat(u8(member.kind), member.signPublic, member.kemPublic)),
		idBytes(fields.signer),
	);
}
