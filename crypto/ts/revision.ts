// Revisions (R25, R26): a public header and a sealed body.

import { open, overhead, seal } from "./aead.ts";
import {
	type AccountId,
	type Bytes,
	type Epoch,
	type MemberId,
	noRevision,
	type Random,
	type RevisionId,
	type Sealed,
	toAccountId,
	toEpoch,
	toMemberId,
	toRevisionId,
} from "./brands.ts";
import { type Content, encodeContent, parseContent } from "./content.ts";
import type { DataKey, DataKeys } from "./epoch.ts";
import { refuse } from "./errors.ts";
import { concat, hash, sha256 } from "./labels.ts";
import { checkSize, idBytes, openFixed, u8, u32, version } from "./layout.ts";
import { headerSize, maxTotal, pad, unpad } from "./padding.ts";

export interface Header {
	readonly account: AccountId;
	readonly epoch: Epoch;
	readonly device: MemberId;
	/** From 1. */
	readonly counter: number;
	/** The device's revision before; `noRevision` if and only if the counter is 1. */
	readonly previous: RevisionId;
	/** Length of the body in bytes. */
	readonly size: number;
}

export interface Revision {
	readonly id: RevisionId;
	/** 77 bytes, verbatim. */
	readonly header: Bytes;
	readonly body: Sealed;
}

/** Where a new revision stands; account and epoch come with the data key. */
export type Place = Pick<Header, "device" | "counter" | "previous">;

/** Throws `Refused` with `version`, `length` or `encoding`. */
export function parseHeader(bytes: Bytes): Header {
	const reader = openFixed(bytes, headerSize);
	const header = {
		account: toAccountId(reader.take(16)),
		epoch: toEpoch(reader.u32()),
		device: toMemberId(reader.take(16)),
		counter: reader.u32(),
		previous: toRevisionId(reader.take(32)),
		size: reader.u32(),
	};
	checkHeader(header);
	return header;
}

/** 77 bytes. */
export function encodeHeader(header: Header): Bytes {
	checkHeader(header);
	return concat(
		u8(version),
		idBytes(header.account),
		u32(header.epoch),
		idBytes(header.device),
		u32(header.counter),
		idBytes(header.previous),
		u32(header.size),
	);
}

/** `bodyHash` is the SHA-256 of the body. */
export async function revisionId(header: Bytes, bodyHash: Bytes): Promise<RevisionId> {
	checkSize(bodyHash, 32);
	return toRevisionId(await hash("revision", header, bodyHash));
}

/** Refuses a body that has not the size of its header `length`, or another id than the one named `body`. */
export async function checkBody(header: Bytes, body: Bytes, named: RevisionId): Promise<void> {
	checkSize(body, parseHeader(header).size);
	if ((await revisionId(header, await sha256(body))) !== named) {
		refuse("body", "not the body of the revision that is named");
	}
}

/** Seals a content at a place. Throws `Refused` with `encoding`, or `length` above 256 KiB. */
export async function sealRevision(
	dataKey: DataKey,
	place: Place,
	content: Content,
	random: Random,
): Promise<Revision> {
	const padded = pad(encodeContent(content));
	const { account, epoch, key } = dataKey;
	const header = encodeHeader({ account, epoch, ...place, size: padded.length + overhead });
	const body = await seal(key, padded, header, random);
	return { id: await revisionId(header, await sha256(body)), header, body };
}

/**
 * The content. Throws `Refused` as the header does, then with `account`, `epoch` (no key of it is here), `length`, `open`,
 * `padding` or `encoding`. It does not compare ids: the chain has, or `checkBody` does.
 */
export async function openRevision(
	dataKeys: DataKeys,
	header: Bytes,
	body: Bytes,
): Promise<Content> {
	const { account, epoch, size } = parseHeader(header);
	const dataKey = dataKeys.get(epoch) ?? refuse("epoch", `no key of epoch ${epoch} is here`);
	if (dataKey.account !== account) refuse("account", "a revision of another account");
	checkSize(body, size);
	if (headerSize + size > maxTotal) refuse("length", `at most ${maxTotal} bytes`);
	return parseContent(unpad(await open(dataKey.key, body, header)));
}

function checkHeader({ counter, previous }: Header): void {
	if (counter === 0) refuse("encoding", "counters begin at 1");
	if ((counter === 1) !== (previous === noRevision)) {
		refuse("encoding", "a previous revision if and only if it is not the first");
	}
}
