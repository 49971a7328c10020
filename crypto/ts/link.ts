// Links (R31): the small signed pieces of the chain.

import {
	type AccountId,
	type Bytes,
	type Head,
	type MemberId,
	type RevisionId,
	type RosterHash,
	type Seq,
	toAccountId,
	toHead,
	toMemberId,
	toRevisionId,
	toRosterHash,
	toSeq,
} from "./brands.ts";
import { sign, type Verify, verify } from "./ed25519.ts";
import { refuse } from "./errors.ts";
import { concat, hash, message } from "./labels.ts";
import { checkSize, idBytes, openLayout, u8, u16, u32, version } from "./layout.ts";

export const linkKinds = { revisions: 1, roster: 2, purge: 3 } as const;
export const maxCount = 256;
const shortest = 168;
const payloadAt = 104;

/** What a link carries: revision ids, one roster hash, or the ids that a purge erases. */
export type Payload =
	| { readonly kind: 1 | 3; readonly payload: readonly RevisionId[] }
	| { readonly kind: 2; readonly payload: readonly [RosterHash] };

interface Place {
	readonly account: AccountId;
	readonly seq: Seq;
	readonly previous: Head;
	/** Of the roster in force: the last that entered before; at seq 1 roster 0 itself. */
	readonly roster: RosterHash;
	readonly signer: MemberId;
}

export type LinkFields = Place & Payload;

/** A parsed link; `bytes` are kept and sent verbatim. */
export type Link = LinkFields & { readonly signature: Bytes; readonly bytes: Bytes };

/** Signs a link with the key of `fields.signer`. Refuses what parsing refuses. */
export async function makeLink(fields: LinkFields, signKey: CryptoKey): Promise<Link> {
	const unsigned = encodeUnsigned(fields);
	const signature = await sign(signKey, message("link-signature", unsigned));
	return parseLink(concat(unsigned, signature));
}

/** Throws `Refused` with `version`, `length` or `encoding`, in R31's order. No signature is judged. */
export function parseLink(bytes: Bytes): Link {
	const reader = openLayout(bytes);
	if (bytes.length < shortest) refuse("length", `at least ${shortest} bytes expected`);
	const account = toAccountId(reader.take(16));
	const seq = reader.u32();
	const previous = toHead(reader.take(32));
	const roster = toRosterHash(reader.take(32));
	const signer = toMemberId(reader.take(16));
	const kind = reader.u8();
	const count = reader.u16();
	if (count < 1 || count > maxCount) refuse("encoding", "a count from 1 to 256 expected");
	if (kind === linkKinds.roster && count !== 1) refuse("encoding", "one roster version expected");
	const isKnown = kind === 1 || kind === 2 || kind === 3;
	if (!isKnown) return refuse("encoding", "a kind from 1 to 3 expected");
	checkSize(bytes, payloadAt + count * 32 + 64);
	const hashes = Array.from({ length: count }, () => reader.take(32));
	if (seq === 0) refuse("encoding", "sequence numbers begin at 1");
	return {
		account,
		seq: toSeq(seq),
		previous,
		roster,
		signer,
		...readPayload(kind, hashes),
		signature: reader.take(64),
		bytes,
	};
}

/** The head after a link, given as its bytes. */
export async function headOf(bytes: Bytes): Promise<Head> {
	return toHead(await hash("link", bytes));
}

/** Refuses `key` or `signature`. */
export function verifyLink(link: Link, signPublic: Bytes, judge: Verify = verify): Promise<void> {
	const signed = message("link-signature", link.bytes.subarray(0, -64));
	return judge(signPublic, signed, link.signature);
}

/** The bytes of a link, encoded anew (R3: they equal `link.bytes`). */
export function encodeLink(link: Link): Bytes {
	return concat(encodeUnsigned(link), link.signature);
}

function encodeUnsigned(fields: LinkFields): Bytes {
	return concat(
		u8(version),
		idBytes(fields.account),
		u32(fields.seq),
		idBytes(fields.previous),
		idBytes(fields.roster),
		idBytes(fields.signer),
		u8(fields.kind),
		u16(fields.payload.length),
		...fields.payload.map(idBytes),
	);
}

function readPayload(kind: 1 | 2 | 3, hashes: readonly Bytes[]): Payload {
	const [first] = hashes;
	if (kind === 2 && first !== undefined) return { kind, payload: [toRosterHash(first)] };
	const payload = hashes.map(toRevisionId);
	if (kind === 1 && new Set(payload).size !== payload.length) {
		refuse("encoding", "a revision is named twice");
	}
	if (kind !== 1 && payload.some((id, at) => at > 0 && (payload[at - 1] ?? "") >= id)) {
		refuse("encoding", "purged ids must ascend");
	}
	return { kind: kind === 1 ? 1 : 3, payload };
}
