// Blobs (R82 to R85): what an attachment holds, sealed in chunks as the server keeps it.

import { openCounted, sealCounted, tagSize } from "./aead.ts";
import {
	type AccountId,
	type BlobId,
	type Bytes,
	type Random,
	type Sealed,
	toBlobId,
} from "./brands.ts";
import { refuse } from "./errors.ts";
import { aesKey } from "./kdf.ts";
import { concat, hash, message, sha256 } from "./labels.ts";
import { checkSize, equalBytes, idBytes, u8, u32, version } from "./layout.ts";
import { minTotal, padme } from "./padding.ts";

const minChunk = 65_536;
const maxChunk = 1_048_576;
/** Bytes of plaintext in every chunk but the last, as a writer cuts. */
export const blobChunk = 262_144;
/** The longest content of a blob. */
export const maxBlob = 67_108_864;

/** What opens a blob. It stands in the revisions that name it, and nowhere else. */
export interface BlobKey {
	readonly id: BlobId;
	/** The file key, 32 bytes. */
	readonly key: Bytes;
	/** Of the content (R82), 32 bytes. */
	readonly digest: Bytes;
	/** Bytes of the content. */
	readonly size: number;
	/** Bytes of plaintext in every chunk but the last. */
	readonly chunk: number;
}

export interface BlobShape {
	/** Bytes of the padded content. */
	readonly padded: number;
	readonly chunks: number;
	/** Bytes of all sealed chunks. */
	readonly sealed: number;
}

/** A content that was read once: the SHA-256 of each of its parts, and its digest (R82). */
export interface Measured {
	readonly size: number;
	readonly chunk: number;
	readonly hashes: readonly Bytes[];
	readonly digest: Bytes;
}

/** Seals the chunks of one content, in any order and as often as asked, to the same bytes. */
export interface BlobSealer {
	readonly shape: BlobShape;
	/**
	 * The sealed chunk of a part; past the last part, of nothing. Throws `Refused` with `length`, and with `body` for other bytes
	 * than were measured: no two contents are ever sealed under one key (R84).
	 */
	seal(index: number, part: Bytes): Promise<Sealed>;
}

/** Opens the chunks of one blob in any order. Nothing of it may be used before `finish` has come back. */
export interface BlobOpener {
	readonly shape: BlobShape;
	/** Bytes of the sealed chunk of this index. Throws `Refused` with `length`. */
	sealedLength(index: number): number;
	/** The part; past the last part, nothing. Throws `Refused` with `length`, `open` or `padding`. */
	open(index: number, sealed: Bytes): Promise<Bytes>;
	/** Throws `Refused` with `length` unless all chunks were opened, with `body` unless it is the content named. */
	finish(): Promise<void>;
}

/** How a content is padded and cut (R83). Refuses numbers out of range `encoding`. */
export function blobShape(size: number, chunk: number): BlobShape {
	if (!Number.isInteger(size) || size < 1 || size > maxBlob) {
		refuse("encoding", `1 to ${maxBlob} bytes expected`);
	}
	if (!Number.isInteger(Math.log2(chunk)) || chunk < minChunk || chunk > maxChunk) {
		refuse("encoding", "a power of two expected as the size of a chunk");
	}
	const padded = padme(Math.max(minTotal, size));
	const chunks = Math.ceil(padded / chunk);
	return { padded, chunks, sealed: padded + tagSize * chunks };
}

/**
 * Reads a content in parts of `chunk` bytes, of which the last may be shorter. Refuses parts that are cut otherwise `length`, no
 * bytes or too many `encoding`.
 */
export async function measure(
	parts: AsyncIterable<Bytes> | Iterable<Bytes>,
	chunk: number = blobChunk,
): Promise<Measured> {
	const hashes: Bytes[] = [];
	let size = 0;
	for await (const part of parts) {
		if (part.length < 1 || part.length > chunk || size % chunk !== 0) {
			refuse("length", `parts of ${chunk} bytes expected, and one shorter at the end`);
		}
		size += part.length;
		hashes.push(await sha256(part));
	}
	blobShape(size, chunk);
	return { size, chunk, hashes, digest: await blobDigest(hashes) };
}

/** The digest of a content (32 bytes) out of those of its parts. */
export function blobDigest(hashes: readonly Bytes[]): Promise<Bytes> {
	return hash("blob-digest", ...hashes);
}

/** A key for a content that was never sealed. `random` is asked for an id (16), then for a key (32). */
export function newBlob({ digest, size, chunk }: Measured, random: Random): BlobKey {
	return { id: toBlobId(random(16)), key: random(32), digest, size, chunk };
}

/** What binds a blob to its account, its id and its content, 73 bytes (R83). */
export function blobHead(account: AccountId, { id, size, chunk, digest }: BlobKey): Bytes {
	checkSize(digest, 32);
	return concat(u8(version), idBytes(account), idBytes(id), u32(size), u32(chunk), digest);
}

/** Throws `Refused` with `body` for a content that `blob` is not of. */
export async function sealBlob(
	account: AccountId,
	blob: BlobKey,
	measured: Measured,
): Promise<BlobSealer> {
	const { shape, key, aad, lengthOf } = await placesOf(account, blob);
	const parts = Math.ceil(blob.size / blob.chunk);
	const isOther =
		measured.size !== blob.size ||
		measured.chunk !== blob.chunk ||
		measured.hashes.length !== parts;
	if (isOther || !equalBytes(await blobDigest(measured.hashes), blob.digest)) {
		refuse("body", "not the content that the digest is of");
	}
	return {
		shape,
		async seal(index, part) {
			const padded = new Uint8Array(lengthOf(index, shape.padded));
			checkSize(part, lengthOf(index, blob.size));
			padded.set(part);
			// Hashed as it is sealed: what is handed in could change while it is waited for.
			const hashed = measured.hashes[index];
			const own = padded.subarray(0, part.length);
			if (hashed !== undefined && !equalBytes(await sha256(own), hashed)) {
				refuse("body", "not the part that was measured");
			}
			return sealCounted(key, index, padded, aad(index));
		},
	};
}

/** Throws `Refused` with `encoding` or `length` for what opens no blob. */
export async function openBlob(account: AccountId, blob: BlobKey): Promise<BlobOpener> {
	const { shape, key, aad, lengthOf } = await placesOf(account, blob);
	const hashes = new Map<number, Bytes>();
	const sealedLength = (index: number): number => lengthOf(index, shape.padded) + tagSize;
	return {
		shape,
		sealedLength,
		async open(index, sealed) {
			checkSize(sealed, sealedLength(index));
			const padded = await openCounted(key, index, sealed, aad(index));
			const size = lengthOf(index, blob.size);
			if (padded.subarray(size).some((byte) => byte !== 0)) refuse("padding", "not zeros");
			const part = padded.subarray(0, size);
			hashes.set(index, size === 0 ? part : await sha256(part));
			return part;
		},
		async finish() {
			const held = Array.from({ length: shape.chunks }, (_, index) => hashes.get(index));
			const all = held.filter((one) => one !== undefined);
			if (all.length !== shape.chunks) refuse("length", `${shape.chunks} chunks expected`);
			if (!equalBytes(await blobDigest(all), blob.digest)) {
				refuse("body", "not the content that the digest is of");
			}
		},
	};
}

interface Places {
	readonly shape: BlobShape;
	readonly key: CryptoKey;
	aad(index: number): Bytes;
	/** How many of `total` bytes, cut into chunks, are in the one of this index, which must be one. */
	lengthOf(index: number, total: number): number;
}

async function placesOf(account: AccountId, blob: BlobKey): Promise<Places> {
	const shape = blobShape(blob.size, blob.chunk);
	const head = blobHead(account, blob);
	checkSize(blob.key, 32);
	const key = await aesKey(blob.key, "blob-key", head);
	return {
		shape,
		key,
		aad: (index) => message("blob-chunk", head, u32(index), u8(Number(index === shape.chunks - 1))),
		lengthOf(index, total) {
			if (!Number.isInteger(index) || index < 0 || index >= shape.chunks) {
				refuse("length", `one of ${shape.chunks} chunks expected`);
			}
			return Math.max(0, Math.min(blob.chunk, total - index * blob.chunk));
		},
	};
}
