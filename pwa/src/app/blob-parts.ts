// What attachments hold, as it leaves this device and comes to it: a part at a time, verified, and sealed again where it comes to.

import {
	type ArchivedFile,
	type FileWithParts,
	filesOf,
	type Keep,
} from "../../../crypto/ts/archive.ts";
import { attachmentsOf, blobKeysOf, shownTypes } from "../../../crypto/ts/attachment.ts";
import {
	type BlobKey,
	type Measured,
	measure,
	openBlob,
	sealBlob,
} from "../../../crypto/ts/blob.ts";
import { type AccountId, type Bytes, toHex } from "../../../crypto/ts/brands.ts";
import type { Content } from "../../../crypto/ts/content.ts";
import { Refused, refuse } from "../../../crypto/ts/errors.ts";
import { sha256 } from "../../../crypto/ts/labels.ts";
import type { Fields } from "../journal/revision.ts";
import { dropBlobs, readBlob, readChunk, writeBlob, writeChunk } from "../store/blobs.ts";
import type { Place } from "../store/database.ts";
import { sealOnto } from "./blob-sealing.ts";
import type { BlobShelf } from "./blob-shelf.ts";
import type { OpenJournal } from "./open-journal.ts";

/** The parts of a blob that is here whole. Throws `Refused`. */
export async function* partsIn(
	{ place, vault }: Pick<OpenJournal, "place" | "vault">,
	blob: BlobKey,
): AsyncGenerator<Bytes> {
	const opener = await openBlob(vault.account, blob);
	for (let index = 0; index < opener.shape.chunks; index += 1) {
		const sealed = await readChunk(place, blob.id, index);
		if (sealed === undefined) return refuse("length", "a chunk is not here");
		const part = await opener.open(index, sealed);
		if (part.length > 0) yield part;
	}
	await opener.finish();
}

/** What is carried along, and whether something is not here and could not be fetched either. */
export interface CarriedFiles {
	readonly files: readonly FileWithParts[];
	readonly lacks: boolean;
}

/** The files of these contents in an archive's order, fetched where they are not here. Each was verified whole. */
export async function carriedFiles(
	journal: OpenJournal,
	shelf: BlobShelf,
	contents: Iterable<Content>,
): Promise<CarriedFiles> {
	const found = new Map<string, FileWithParts>();
	const named = filesOf(contents);
	for (const { blobs, ...file } of named) {
		const blob = await firstHere(shelf, blobs);
		// Of two that say one digest one at most is true.
		if (blob !== undefined)
			found.set(toHex(file.digest), { ...file, parts: partsIn(journal, blob) });
	}
	return { files: [...found.values()], lacks: found.size < named.length };
}

async function firstHere(
	shelf: BlobShelf,
	blobs: readonly BlobKey[],
): Promise<BlobKey | undefined> {
	for (const blob of blobs) {
		if ((await shelf.load(blob, "", () => undefined)) instanceof Blob) return blob;
	}
	return undefined;
}

/** A file of a readable copy. */
export interface ReadableFile {
	/** Of the blob. */
	readonly id: string;
	readonly name: string;
	readonly at: number;
	readonly parts: AsyncIterable<Bytes>;
}

/** What the attachments hold, each as a file of its own, fetched where they are not here. */
export async function readableAttachments(
	journal: OpenJournal,
	shelf: BlobShelf,
	all: Iterable<{ readonly fields: Fields }>,
): Promise<{ readonly files: readonly ReadableFile[]; readonly lacks: boolean }> {
	const files = new Map<string, ReadableFile>();
	let lacks = false;
	for (const { fields } of all) {
		for (const { blob, type, at } of attachmentsOf(fields)) {
			if (files.has(blob.id)) continue;
			if ((await firstHere(shelf, [blob])) === undefined) lacks = true;
			else {
				const { id } = blob;
				files.set(id, { id, name: fileName(id, type), at, parts: partsIn(journal, blob) });
			}
		}
	}
	return { files: [...files.values()], lacks };
}

function fileName(id: string, type: string): string {
	return `attachments/${id}.${shownTypes.get(type) ?? "bin"}`;
}

/** Measures the files of an archive as they go by: nothing of them is kept. */
export function measuring(): {
	readonly keep: Keep;
	readonly found: ReadonlyMap<string, Measured>;
} {
	const found = new Map<string, Measured>();
	return {
		found,
		keep: ({ digest, size, chunk }) => {
			const hashes: Bytes[] = [];
			found.set(placeOf({ digest, size, chunk }), { digest, size, chunk, hashes });
			return async (part) => void hashes.push(await sha256(part));
		},
	};
}

/**
 * Seals the files of an archive that was measured for this account, under the keys that these contents name (R66, R89). Gives the
 * ids of what it began, which are to be dropped where the archive is not taken in. Rejects with a StoreFailure or `Refused`.
 */
export function sealingFiles(
	journal: OpenJournal,
	contents: readonly Content[],
	measured: ReadonlyMap<string, Measured>,
): { readonly keep: Keep; readonly begun: readonly string[] } {
	const begun: string[] = [];
	const wanted = Map.groupBy(
		new Map(
			contents.flatMap(({ fields }) => blobKeysOf(fields)).map((key) => [key.id, key]),
		).values(),
		placeOf,
	);
	const keep: Keep = async (file) => {
		const known = measured.get(placeOf(file));
		const writers: ((part: Bytes) => Promise<void>)[] = [];
		for (const blob of wanted.get(placeOf(file)) ?? []) {
			if (known === undefined || (await readBlob(journal.place, blob.id))?.whole) continue;
			begun.push(blob.id);
			journal.inHand.add(blob.id);
			writers.push(await writerOf(journal, blob, known));
		}
		return async (part) => {
			for (const write of writers) await write(part);
		};
	};
	return { keep, begun };
}

/** Chunk after chunk; behind the last part those that are padding alone. */
async function writerOf({ place, vault }: OpenJournal, blob: BlobKey, measured: Measured) {
	const { shape, seal } = await sealBlob(vault.account, blob, measured);
	let index = 0;
	const put = async (part: Bytes): Promise<void> => {
		await writeChunk(place, blob.id, index, await seal(index, part));
		index += 1;
	};
	return async (part: Bytes): Promise<void> => {
		await put(part);
		if (index < measured.hashes.length) return;
		while (index < shape.chunks) await put(new Uint8Array());
		const { chunks, sealed: bytes } = shape;
		const { id, chunk } = blob;
		await writeBlob(place, { id, chunks, chunk, bytes, whole: true, there: false });
	};
}

function placeOf({ digest, size, chunk }: ArchivedFile): string {
	return [toHex(digest), size, chunk].join(" ");
}

/** What of these is here whole is sealed again for another account, in its own place (R89). */
export async function moveBlobs(
	here: OpenJournal,
	place: Place,
	account: AccountId,
	all: Iterable<{ readonly fields: Fields }>,
): Promise<void> {
	const keys = new Map(
		[...all].flatMap(({ fields }) => blobKeysOf(fields)).map((key) => [key.id, key]),
	);
	for (const blob of keys.values()) {
		if ((await readBlob(here.place, blob.id))?.whole !== true) continue;
		try {
			await moveBlob(here, place, account, blob);
		} catch (error) {
			// Harmed on this disk: it stays behind, and shows as what is not here.
			if (!(error instanceof Refused)) throw error;
			await dropBlobs(place, [blob.id], true);
		}
	}
}

async function moveBlob(
	here: OpenJournal,
	place: Place,
	account: AccountId,
	blob: BlobKey,
): Promise<void> {
	const measured = await measure(partsIn(here, blob), blob.chunk);
	const opener = await openBlob(here.vault.account, blob);
	await sealOnto(place, account, blob, measured, async (index) => {
		const sealed = await readChunk(here.place, blob.id, index);
		if (sealed === undefined) return refuse("length", "a chunk is not here");
		return opener.open(index, sealed);
	});
}
