// What an open journal has to send of its photos and voice notes, and to fetch of them.

import { blobKeysOf, namedBlobs } from "../../../crypto/ts/attachment.ts";
import type { BlobKey } from "../../../crypto/ts/blob.ts";
import { readEntry } from "../journal/entry.ts";
import type { KnownBlob } from "../store/blobs.ts";
import { changeBlobs, dropOwed, readBlob, readBlobs, readChunk, readOwed } from "../store/blobs.ts";
import { type BlobRunner, runBlobs } from "../sync/blob-runner.ts";
import type { Job, State } from "../sync/blob-step.ts";
import { makeBlobTransport } from "../sync/blob-transport.ts";
import type { World } from "../sync/runner.ts";
import { namingsIn } from "./blob-names.ts";
import { type BlobShelf, makeBlobShelf } from "./blob-shelf.ts";
import type { OpenJournal } from "./open-journal.ts";

export interface BlobExchange extends Pick<BlobRunner, "wake" | "settled" | "state" | "stop"> {
	readonly shelf: BlobShelf;
	/** Fetches what is not here of the entries as they are now, one after the other, until something is in the way. */
	fetchAll(): Promise<void>;
	/** The same for these, whatever names them; some may not be here then. */
	fetchThese(keys: readonly BlobKey[]): Promise<void>;
	/** The server may have lost what it had: it is asked again for all that is here whole. */
	askAgain(): Promise<void>;
}

export interface BlobExchangePorts {
	readonly mayAsk: () => boolean;
	/** An exchange of the log, which signs in; resolves when it has ended. */
	readonly signIn: () => Promise<void>;
	readonly wordsFirst: () => Promise<void>;
	/** What can be said of what is sent has changed. */
	readonly changed: (state: State) => void;
	/** The server was told what a purge waits for. */
	readonly referred: () => void;
}

export function openBlobExchange(
	journal: OpenJournal,
	fetcher: typeof fetch,
	world: World,
	ports: BlobExchangePorts,
): BlobExchange {
	const { place } = journal;
	let isOver = false;
	const transport = makeBlobTransport(fetcher);
	const mayAsk = () => !isOver && ports.mayAsk();
	const told = async (revision: string, blobs: readonly string[]): Promise<void> => {
		await dropOwed(place, new Map([[revision, blobs]]));
		const before = journal.referred.get(revision) ?? [];
		journal.referred.set(revision, new Set([...before, ...blobs]));
		ports.referred();
	};
	const runner = runBlobs(
		{
			transport,
			wordsFirst: ports.wordsFirst,
			mayAsk,
			plan: () => planOf(journal),
			chunk: (id, index) => readChunk(place, id, index),
			async sent(job) {
				if (job.name === "refer") return told(job.revision, job.blobs);
				await changeBlobs(place, [job.blob.id], { there: true });
				journal.unsent.delete(job.blob.id);
				journal.inHand.delete(job.blob.id);
				ports.changed(runner.state());
			},
			async refused(job, why) {
				if (job.name === "send") return;
				// What the server was to have is not all there: whoever holds it sends it again, with a revision that stays.
				if (why === "unknown") await unsend(journal, job.blobs);
				await told(job.revision, job.blobs);
			},
			signIn: ports.signIn,
			changed: ports.changed,
		},
		world,
	);
	const shelf = makeBlobShelf(journal, { transport, mayAsk, signIn: ports.signIn });
	let fetching: Promise<void> | undefined;
	const refused = new Set<string>();
	return {
		...runner,
		shelf,
		fetchAll() {
			const wanted = shownKeys(journal).filter(({ id }) => !refused.has(id));
			fetching ??= fetchMissing(journal, shelf, ports.wordsFirst, wanted, refused).finally(() => {
				fetching = undefined;
			});
			return fetching;
		},
		fetchThese: (keys) => fetchMissing(journal, shelf, ports.wordsFirst, keys),
		async askAgain() {
			await unsend(
				journal,
				(await readBlobs(place)).map(({ id }) => id),
			);
			runner.wake();
		},
		stop() {
			isOver = true;
			runner.stop();
		},
	};
}

/** Small ones first: previews. What the server has harmed or lost is added to `refused`; where the disk keeps no more, it ends. */
async function fetchMissing(
	journal: OpenJournal,
	shelf: BlobShelf,
	wordsFirst: () => Promise<void>,
	keys: readonly BlobKey[],
	refused = new Set<string>(),
): Promise<void> {
	const rows = await readBlobs(journal.place);
	const here = new Set(rows.filter(({ whole }) => whole).map(({ id }) => id));
	const wanted = new Map(keys.map((key) => [key.id, key]));
	for (const key of [...wanted.values()].toSorted((a, b) => a.size - b.size)) {
		if (here.has(key.id)) continue;
		await wordsFirst();
		const found = await shelf.load(key, "", () => undefined);
		if (found instanceof Blob) {
			if ((await readBlob(journal.place, key.id))?.whole !== true) return;
		} else if (found.name === "not-there") {
			if (found.offline) return;
		} else refused.add(key.id);
	}
}

/** Of the entries as they are now; what is in their history is fetched when somebody looks. */
function shownKeys({ shelf }: OpenJournal): readonly BlobKey[] {
	return [...shelf.journal().values()].flatMap((record) => {
		const value = readEntry(record);
		return value === undefined || value.trashed ? [] : blobKeysOf(value.fields);
	});
}

/** Those of them that are here whole are to be sent, unless the server says that it has them. What is erased meanwhile stays so. */
function unsend(journal: OpenJournal, ids: readonly string[]): Promise<void> {
	const { place, queue, inHand, unsent, shelf } = journal;
	return queue(async () => {
		const rows = await readBlobs(place);
		const asked = new Set(ids);
		const held = rows.filter(({ id, whole }) => whole && asked.has(id)).map(({ id }) => id);
		await changeBlobs(place, held, { there: false });
		for (const id of held) if (!inHand.has(id)) unsent.add(id);
		if (held.length > 0) shelf.doubt();
	});
}

/**
 * What is to be sent, the smallest first, so that previews are; then what the server is to be told. A revision is named to it only
 * once a verified head holds it (R87).
 */
async function planOf(journal: OpenJournal): Promise<readonly Job[]> {
	await journal.whole;
	const [rows, owed] = await Promise.all([readBlobs(journal.place), readOwed(journal.place)]);
	const unsent = rows.filter(({ whole, there }) => whole && !there);
	const naming = unsent.length === 0 ? new Map<string, string>() : revisionsOf(journal);
	const sends = unsent
		.toSorted((a, b) => a.bytes - b.bytes)
		.flatMap((row) => sendOf(row, naming.get(row.id)));
	const known = owed.size === 0 ? new Set() : new Set([...namingsIn(journal)].map(({ id }) => id));
	const refers = [...owed]
		.filter(([revision]) => known.has(revision))
		.map(([revision, blobs]) => ({ name: "refer", revision, blobs }) as const);
	return [...sends, ...refers];
}

function sendOf({ id, chunks, chunk, bytes }: KnownBlob, revision: string | undefined): Job[] {
	if (revision === undefined) return [];
	return [{ name: "send", blob: { id, revision, chunks, chunk, bytes } }];
}

/** A revision of the log for each blob that one names. */
function revisionsOf(journal: OpenJournal): ReadonlyMap<string, string> {
	const waiting = new Set(journal.waiting.keys());
	const found = new Map<string, string>();
	for (const { id, fields } of namingsIn(journal, waiting)) {
		for (const blob of namedBlobs(fields)) found.set(blob, id);
	}
	return found;
}
