// The open journal: what is in memory between unlocking and locking.

import { namedBlobs } from "../../../crypto/ts/attachment.ts";
import type { Chain } from "../../../crypto/ts/chain.ts";
import { emptyChain } from "../../../crypto/ts/chain.ts";
import type { Member } from "../../../crypto/ts/member.ts";
import type { Revision } from "../journal/revision.ts";
import { readBlobs } from "../store/blobs.ts";
import type { Place } from "../store/database.ts";
import { StoreFailure } from "../store/failure.ts";
import { readDrafts, readOwn, readPins } from "../store/identity.ts";
import { readLog } from "../store/log.ts";
import { readOutbox } from "../store/outbox.ts";
import type { Identity, Pins, Waiting } from "../store/schema.ts";
import { openChain } from "../vault/position.ts";
import { readStored, storedPurges } from "../vault/reading.ts";
import type { Vault } from "../vault/vault.ts";
import { type Newest, onlyRecord } from "../vault/writing.ts";
import type { Board } from "./board.ts";
import { type DraftBook, openDrafts } from "./drafts.ts";
import { alsoErased } from "./erasing.ts";
import type { Removal } from "./keys-memo.ts";
import { type Memo, openMemo } from "./memo.ts";
import { makeQueue, type Queue } from "./queue.ts";
import { makeShelf, type Shelf } from "./shelf.ts";
import { emptyBook, type ViewBook, withPart } from "./view-book.ts";
import {
	type LoadedView,
	loadView,
	noView,
	type OpenPart,
	readUnread,
	type Unread,
} from "./view-reading.ts";

export interface OpenJournal {
	readonly place: Place;
	readonly shelf: Shelf;
	readonly drafts: DraftBook;
	/** Whatever changes counters, pins or the journal goes through here. */
	readonly queue: Queue;
	vault: Vault;
	chain: Chain;
	memo: Memo;
	stopped: Pins["stopped"];
	/** A person wants two histories that differ brought together (R78). */
	together: boolean;
	/** Where the history ended that differs from this one, when it was last verified; undefined before that. */
	other: Pick<Chain, "seq" | "head"> | undefined;
	/** The version that left this device out, as soon as it is known. */
	removal: Removal | undefined;
	/** A sheet that was made just now and is to enter the roster; its secret is nowhere but on the screen. */
	sheet: Member | undefined;
	/** The member that a person let in by pairing, until the roster names it. */
	admits: Member | undefined;
	/** This device's newest revision, on disk or not. */
	newest: Newest;
	/** Ids of revisions that no verified head contains yet, with their counters. */
	readonly waiting: Map<string, number>;
	/** Sealed revisions that the disk has refused so far. */
	unsaved: readonly Waiting[];
	/** How many bodies of the log lie under an epoch before `memo.anew` says; undefined until they were counted. */
	older: number | undefined;
	/** Blobs that were sealed here since it was opened, until a saved revision names them. */
	readonly inHand: Set<string>;
	/** Blobs that are here whole, and of which the server has not said that it has all. */
	readonly unsent: Set<string>;
	/** Blobs by the revisions that the server was told to name them, since it was opened or had to be asked again. */
	readonly referred: Map<string, ReadonlySet<string>>;
	/** True if the view on disk is older than the journal. */
	viewIsOld: boolean;
	/** What of the view on disk is known, and what of it was not read yet. */
	book: ViewBook;
	unread: Unread;
	/** Resolves once all of it is in memory, or the journal was locked. Whatever needs more than what shows first waits for it. */
	whole: Promise<void>;
	/** Something of the local database was harmed: the chain as it stands here cannot be trusted to be whole. */
	damaged: boolean;
	/** Locked, or taken over by another window: whoever opens it next knows nothing of what this one still does. */
	isOver: boolean;
}

/** To be asked right before what replaces or erases: throws a StoreFailure `stale` once the journal is over. */
export function stillHeld({ isOver }: OpenJournal): void {
	if (isOver) throw new StoreFailure("stale", "it was locked meanwhile");
}

/** Reads what lies in the slot as far as it shows first: the newest part of the view, and what came after. `readRest` reads the others. */
export async function loadJournal(
	place: Place,
	identity: Identity,
	vault: Vault,
	board: Board,
): Promise<OpenJournal> {
	const [memo, position, view, outbox, own, blobs] = await Promise.all([
		openMemo(vault.seal, identity.memo),
		loadPosition(place, vault),
		loadView(place, vault.seal),
		readOutbox(place),
		readOwn(place),
		readBlobs(place),
	]);
	const [onlySettings, drafts] = await Promise.all([onlyRecord("settings"), readDrafts(place)]);
	const journal: OpenJournal = {
		place,
		shelf: makeShelf(board, onlySettings),
		drafts: await openDrafts(place, vault.seal, drafts, board),
		queue: makeQueue(),
		vault,
		...position,
		memo: withSeen(memo, position.chain),
		removal: memo.keys.removal ?? undefined,
		together: false,
		other: undefined,
		sheet: undefined,
		admits: undefined,
		newest: own ?? { counter: 0, id: "" },
		waiting: new Map(outbox.map(({ id, counter }) => [id, counter])),
		unsaved: [],
		older: undefined,
		inHand: new Set(),
		unsent: new Set(blobs.filter(({ whole, there }) => whole && !there).map(({ id }) => id)),
		referred: new Map(),
		viewIsOld: false,
		book: emptyBook,
		unread: { parts: view.parts, erased: new Set() },
		whole: Promise.resolve(),
		isOver: false,
	};
	board.passkey.value = identity.passkey !== undefined;
	// What only a draft names is not to be sent yet.
	for (const { draft } of journal.drafts.all()) {
		if (draft.edit) continue;
		for (const id of namedBlobs(draft.fields))
			if (journal.unsent.delete(id)) journal.inHand.add(id);
	}
	restore(journal, view.head);
	if (view.newest !== undefined) takePart(journal, view.newest);
	await foldRest(journal, view, outbox);
	return journal;
}

/** Reads what unlocking has left, in pieces between which the page can draw; everything that changes the journal comes after. */
export function readRest(journal: OpenJournal, isOver: () => boolean): Promise<void> {
	if (journal.unread.parts.length === 0) return Promise.resolve();
	return journal.queue(async () => {
		const { place, vault } = journal;
		try {
			for await (const part of readUnread(place, vault.seal, journal.unread.parts)) {
				if (isOver()) return;
				takePart(journal, part);
			}
		} catch {
			if (isOver()) return;
			// The view is only a shortcut: the log holds it all.
			journal.unread = { ...journal.unread, parts: [] };
			journal.book = emptyBook;
			await foldRest(journal, noView, await readOutbox(place));
		}
	});
}

function takePart(journal: OpenJournal, { name, revisions, size }: OpenPart): void {
	const { erased, parts } = journal.unread;
	const kept = erased.size === 0 ? revisions : revisions.filter(({ id }) => !erased.has(id));
	journal.book = withPart(journal.book, name, restore(journal, kept), size);
	journal.unread = { erased, parts: parts.filter(({ number }) => number !== name.number) };
}

function restore(
	{ shelf, memo, waiting, unsent }: OpenJournal,
	revisions: readonly Revision[],
): ReadonlySet<string> {
	return shelf.restore(revisions, { waiting, unsent }, memo.backup);
}

/** What stands in the roster when the journal is opened for the first time is no news. */
function withSeen(memo: Memo, { roster }: Chain): Memo {
	return { ...memo, keys: { ...memo.keys, seen: memo.keys.seen ?? roster?.number ?? 0 } };
}

type Position = Pick<OpenJournal, "chain" | "stopped" | "damaged">;

async function loadPosition(place: Place, vault: Vault): Promise<Position> {
	const pins = await readPins(place);
	const none = { chain: emptyChain(vault.account), stopped: undefined };
	if (pins === undefined) return { ...none, damaged: true };
	try {
		const chain = await openChain(vault.seal, pins.chain);
		// A stop for an id in use elsewhere is tried again: there may be a place for a new one by now.
		const stopped = pins.stopped === "cloned" ? undefined : pins.stopped;
		return { chain, stopped, damaged: false };
	} catch {
		return { ...none, damaged: true };
	}
}

/** Folds in what came after the view: links of the log, and the outbox. */
async function foldRest(
	journal: OpenJournal,
	view: Pick<LoadedView, "seq" | "counter">,
	outbox: readonly Waiting[],
): Promise<void> {
	const { dataKeys } = journal.vault;
	const links = (await linksAfter(journal, view.seq)).map(({ carried }) => carried);
	const log = await readStored(
		dataKeys,
		links.flatMap(({ revisions }) => [...revisions]),
	);
	const own = await readStored(
		dataKeys,
		outbox.filter(({ counter }) => !(counter <= view.counter)),
	);
	// Where the process ended between storing them and wishing it: the next writing of the memo keeps it.
	const erasing = [...journal.memo.erasing, ...alsoErased(journal, log.revisions)];
	journal.memo = { ...journal.memo, erasing };
	const erased = storedPurges(links).union(new Set(erasing));
	journal.shelf.fold([...log.revisions, ...own.revisions], erased);
	journal.unread = { ...journal.unread, erased };
	journal.viewIsOld = log.revisions.length + own.revisions.length > 0;
	const isWhole = view.seq + links.length >= journal.chain.seq;
	if (!isWhole || log.harmed + own.harmed > 0) journal.damaged = true;
}

/** A view that is as new as the pins leaves nothing to be read: not even the page of the log that it ends in. */
async function linksAfter({ place, chain, damaged }: OpenJournal, seq: number) {
	return seq === chain.seq && !damaged ? [] : readLog(place, seq);
}

/** A revision on the disk or in the log names what was sealed here before it: that is to be sent. */
export function nowNamed({ inHand, unsent }: OpenJournal, blobs: Iterable<string>): void {
	if (inHand.size === 0) return;
	for (const id of blobs) if (inHand.delete(id)) unsent.add(id);
}

export function* blobsOf(revisions: Iterable<Pick<Revision, "fields">>): Generator<string> {
	for (const { fields } of revisions) yield* namedBlobs(fields);
}
