// Members and the account id (R15, R16).

import { type AccountId, type Bytes, type MemberId, toAccountId, toMemberId } from "./brands.ts";
import { checkKey } from "./ed25519.ts";
import { refuse } from "./errors.ts";
import { hash } from "./labels.ts";
import { checkSize, u8 } from "./layout.ts";

export const kemKeySize = 1_216;

export const memberKinds = { device: 1, kit: 2, sheet: 3 } as const;
export type MemberKind = (typeof memberKinds)[keyof typeof memberKinds];

/** The public half of a member. */
export interface Member {
	readonly id: MemberId;
	readonly kind: MemberKind;
	/** Ed25519, 32 bytes. */
	readonly signPublic: Bytes;
	/** X-Wing, 1,216 bytes. */
	readonly kemPublic: Bytes;
}

/** Throws `Refused` with `encoding` for another kind, `length` or `key` for keys that cannot be. */
export async function makeMember(
	kind: number,
	signPublic: Bytes,
	kemPublic: Bytes,
): Promise<Member> {
	const known = toKind(kind);
	const id = await memberId(known, signPublic, kemPublic);
	checkKey(signPublic);
	return { id, kind: known, signPublic, kemPublic };
}

/** The id alone, of keys that may still be refused. */
export async function memberId(
	kind: MemberKind,
	signPublic: Bytes,
	kemPublic: Bytes,
): Promise<MemberId> {
	checkKeys(signPublic, kemPublic);
	const whole = await hash("member", u8(kind), signPublic, kemPublic);
	return toMemberId(whole.subarray(0, 16));
}

/** The id that certifies its own beginning: of the first device's keys and 32 random bytes. */
export async function accountId(
	signPublic: Bytes,
	kemPublic: Bytes,
	random: Bytes,
): Promise<AccountId> {
	checkKeys(signPublic, kemPublic);
	checkSize(random, 32);
	return toAccountId((await hash("account", signPublic, kemPublic, random)).subarray(0, 16));
}

export function toKind(kind: number): MemberKind {
	if (kind === 1 || kind === 2 || kind === 3) return kind;
	return refuse("encoding", "a member kind from 1 to 3 expected");
}

function checkKeys(signPublic: Bytes, kemPublic: Bytes): void {
	checkSize(signPublic, 32);
	checkSize(kemPublic, kemKeySize);
}
