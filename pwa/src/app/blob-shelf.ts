// Blobs of an open journal: from the disk, or fetched chunk by chunk and kept. What does not verify is dropped and never handed on.

import type { BlobKey } from "../../../crypto/ts/blob.ts";
import type { Bytes } from "../../../crypto/ts/brands.ts";
import { Refused } from "../../../crypto/ts/errors.ts";
import { dropBlobs, readBlob, readChunk, writeBlob, writeChunk } from "../store/blobs.ts";
import { StoreFailure } from "../store/failure.ts";
import type { BlobAnswer, BlobFailure, BlobTransport } from "../sync/blob-transport.ts";
import type { Presence } from "./attachment-contract.ts";
import { openWhole } from "./blob-sealing.ts";
import type { OpenJournal } from "./open-journal.ts";

/** Where it is, if it is not here. */
export type Absence = Extract<Presence, { name: "away" | "not-there" | "gone" | "damaged" }>;

export interface BlobShelf {
	/**
	 * The content, verified whole. Where it is not here it is fetched if `coming` is given, which is called then. Fetched once,
	 * however many ask.
	 */
	load(blob: BlobKey, type: string, coming?: () => void): Promise<Blob | Absence>;
}

export interface BlobPorts {
	readonly transport: BlobTransport;
	/** False where nothing may be asked: without backup, or signed out. */
	readonly mayAsk: () => boolean;
	/** Signs in anew; resolves when that has ended, however it did. */
	readonly signIn: () => Promise<void>;
}

export function makeBlobShelf(journal: OpenJournal, ports: BlobPorts): BlobShelf {
	const fetching = new Map<string, Promise<Blob | Absence>>();
	return {
		async load(blob, type, coming) {
			const here = await fromDisk(journal, blob, type);
			if (here !== undefined) return here;
			if (coming === undefined) return { name: "away" };
			if (!ports.mayAsk()) return { name: "not-there", offline: false };
			coming();
			const under = fetching.get(blob.id) ?? fetched(journal, ports, blob, type);
			fetching.set(blob.id, under);
			return under.finally(() => fetching.delete(blob.id));
		},
	};
}

/** Undefined where it is not here whole. What the disk has harmed is dropped, so that it can be fetched again. */
async function fromDisk(
	{ place, vault }: OpenJournal,
	blob: BlobKey,
	type: string,
): Promise<Blob | undefined> {
	const row = await readBlob(place, blob.id);
	if (row?.whole !== true) return undefined;
	try {
		return await openWhole(vault.account, blob, type, (index) => readChunk(place, blob.id, index));
	} catch (error) {
		if (!(error instanceof Refused)) throw error;
		await dropBlobs(place, [blob.id], false);
		return undefined;
	}
}

/** Chunks that came before it was cut off last time are not asked for again. */
async function fetched(
	journal: OpenJournal,
	ports: BlobPorts,
	blob: BlobKey,
	type: string,
): Promise<Blob | Absence> {
	const { place, vault } = journal;
	let failure: BlobFailure | undefined;
	let isKept = true;
	const ask = async (index: number, length: number): Promise<Bytes | undefined> => {
		const held = await readChunk(place, blob.id, index);
		if (held?.length === length) return held;
		// Locked or signed out meanwhile: what has come stays for the next time.
		if (!ports.mayAsk()) return undefined;
		const answer = await signedIn(ports, () => ports.transport.get(blob.id, index, length));
		if (!answer.ok) {
			failure = answer.failure;
			return undefined;
		}
		isKept &&= await keeps(() => writeChunk(place, blob.id, index, answer.value));
		return answer.value;
	};
	try {
		let shape = { chunks: 0, bytes: 0 };
		const content = await openWhole(vault.account, blob, type, (index, length) => {
			shape = { chunks: index + 1, bytes: shape.bytes + length };
			return ask(index, length);
		});
		if (content === undefined) return absence(journal, blob, failure);
		const row = { id: blob.id, chunk: blob.chunk, ...shape, whole: isKept, there: true };
		await keeps(() => writeBlob(place, row));
		return content;
	} catch (error) {
		if (!(error instanceof Refused)) throw error;
		await keeps(() => dropBlobs(place, [blob.id], false));
		return { name: "damaged" };
	}
}

async function absence(
	{ place }: OpenJournal,
	{ id }: BlobKey,
	failure: BlobFailure | undefined,
): Promise<Absence> {
	const wasThere = (await readBlob(place, id))?.there === true;
	if (failure === "unknown" && wasThere) return { name: "gone" };
	return { name: "not-there", offline: failure === "unreachable" };
}

/** Asks once more where the session has ended. */
export async function signedIn<T>(
	{ signIn }: Pick<BlobPorts, "signIn">,
	ask: () => Promise<BlobAnswer<T>>,
): Promise<BlobAnswer<T>> {
	const answer = await ask();
	if (answer.ok || answer.failure !== "signed-out") return answer;
	await signIn();
	return ask();
}

/** A full disk keeps nothing from being shown. */
async function keeps(work: () => Promise<void>): Promise<boolean> {
	try {
		await work();
		return true;
	} catch (error) {
		if (error instanceof StoreFailure) return false;
		throw error;
	}
}
