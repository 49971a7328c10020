// A content becomes the sealed chunks of a blob, and they become the content again: a part at a time, however long it is.

import {
	type BlobKey,
	blobChunk,
	type Measured,
	measure,
	newBlob,
	openBlob,
	sealBlob,
} from "../../../crypto/ts/blob.ts";
import {
	type AccountId,
	type BlobId,
	type Bytes,
	type Random,
	toSealed,
} from "../../../crypto/ts/brands.ts";
import { writeBlob, writeChunk } from "../store/blobs.ts";
import type { Place } from "../store/database.ts";

/** Asked for parts by their index, as often as needed; past the last one, nothing. */
export type Parts = (index: number) => Promise<Bytes>;

/** The parts of a file of the browser. */
export function partsOf(content: Blob, chunk: number): Parts {
	return async (index) =>
		new Uint8Array(await content.slice(index * chunk, (index + 1) * chunk).arrayBuffer());
}

/**
 * A new blob of this content, sealed onto the disk (R84, R87). `begins` hears its id before anything of it lies there. Rejects
 * with a StoreFailure; then fragments may be left.
 */
export async function sealNew(
	place: Place,
	account: AccountId,
	content: Blob,
	random: Random,
	begins: (id: BlobId) => void,
): Promise<BlobKey> {
	const parts = partsOf(content, blobChunk);
	const measured = await measure(eachOf(parts, Math.ceil(content.size / blobChunk)));
	const blob = newBlob(measured, random);
	begins(blob.id);
	await sealOnto(place, account, blob, measured, parts);
	return blob;
}

/** Seals a content that was measured under a key that it has already (R89). */
export async function sealOnto(
	place: Place,
	account: AccountId,
	blob: BlobKey,
	measured: Measured,
	parts: Parts,
): Promise<void> {
	const sealer = await sealBlob(account, blob, measured);
	const { chunks, sealed: bytes } = sealer.shape;
	const last = Math.ceil(blob.size / blob.chunk);
	for (let index = 0; index < chunks; index += 1) {
		const part = index < last ? await parts(index) : new Uint8Array();
		await writeChunk(place, blob.id, index, await sealer.seal(index, part));
	}
	await writeBlob(place, {
		id: blob.id,
		chunks,
		chunk: blob.chunk,
		bytes,
		whole: true,
		there: false,
	});
}

/**
 * The content, once all of it was verified (R85). `chunk` gives the sealed chunks in turn; undefined ends it, and gives undefined.
 * Throws `Refused`.
 */
export async function openWhole(
	account: AccountId,
	blob: BlobKey,
	type: string,
	chunk: (index: number, length: number) => Promise<Bytes | undefined>,
): Promise<Blob | undefined> {
	const opener = await openBlob(account, blob);
	const parts: Blob[] = [];
	for (let index = 0; index < opener.shape.chunks; index += 1) {
		const sealed = await chunk(index, opener.sealedLength(index));
		if (sealed === undefined) return undefined;
		// Handed to the browser's own store of blobs: no more than one part is held here.
		parts.push(new Blob([await opener.open(index, toSealed(sealed))]));
	}
	await opener.finish();
	return new Blob(parts, { type });
}

async function* eachOf(parts: Parts, count: number): AsyncGenerator<Bytes> {
	for (let index = 0; index < count; index += 1) yield await parts(index);
}
