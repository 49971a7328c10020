// The verified log: recent links as rows of their own, older ones packed into pages of 1 MiB and more, which read several
// times faster than thousands of small values.

import { erasing } from "./blobs.ts";
import { type Carried, carriedSize, type Placed } from "./carried.ts";
import { type Ask, change } from "./change.ts";
import { type Place, slotRange } from "./database.ts";
import { guarded } from "./failure.ts";
import { packPage, unpackPage } from "./page.ts";
import type { Own, PageRow, Pending, Pins, Waiting } from "./schema.ts";

const pageSize = 1_048_576;
/** So many of the newest links lie loose, as rows. */
const loose = 64;

export interface Acceptance {
	readonly pins: Pins;
	readonly links: readonly Placed[];
	/** Counters of this device's revisions that these links contain: they leave the outbox. */
	readonly sent: readonly number[];
	/** True if the pending link is contained or excluded by now (R39). */
	readonly settled: boolean;
	/** They take the place of every link after this position (R77). */
	readonly after?: number;
	/** Links that are here already, with bodies gone that a purge names (R45). */
	readonly erased?: readonly Placed[];
	/** Records that are gone: their drafts go too. */
	readonly drafts?: readonly string[];
	/** All that waits from now on, where it is not only less (R78). */
	readonly outbox?: readonly Waiting[];
	/** This device's newest revision, where the log knows more than the device did. */
	readonly own?: Own;
	/** Blobs that nothing names any more (R90), and revisions by which none is to be named. */
	readonly blobs?: readonly string[];
	readonly purged?: readonly string[];
}

const acceptTables = [
	"pins",
	"links",
	"pages",
	"outbox",
	"pending",
	"own",
	"view",
	"parts",
	"drafts",
	"blobs",
	"chunks",
	"owed",
] as const;

/** Stores what was accepted and pins it, in one strict transaction (R36). */
export function acceptLinks({ database, slot }: Place, accepted: Acceptance): Promise<void> {
	return change(database, acceptTables, async (accepting) => {
		const { erased = [], drafts = [], blobs = [], purged = [], after } = accepted;
		const pages = accepting.objectStore("pages");
		const packed = await changedPages(pages, slot, erased, after);
		const asks: Ask[] = [() => accepting.objectStore("pins").put(accepted.pins, slot)];
		if (after !== undefined) {
			const gone = IDBKeyRange.bound([slot, after + 1], [slot + 1], false, true);
			asks.push(() => pages.delete(gone));
			asks.push(() => accepting.objectStore("links").delete(gone));
		}
		for (const page of packed) asks.push(() => pages.put(page, [slot, page.first]));
		for (const row of erased.filter(({ seq }) => !packed.some((page) => lies(page, seq)))) {
			asks.push(() => accepting.objectStore("links").put(row, [slot, row.seq]));
		}
		// The view holds what was erased, or speaks of links that have gone: it is made anew.
		if (erased.length > 0 || after !== undefined) {
			asks.push(() => accepting.objectStore("view").delete(slot));
			asks.push(() => accepting.objectStore("parts").delete(slotRange(slot)));
		}
		for (const id of drafts) asks.push(() => accepting.objectStore("drafts").delete([slot, id]));
		for (const row of accepted.links) {
			asks.push(() => accepting.objectStore("links").put(row, [slot, row.seq]));
		}
		for (const counter of accepted.sent) {
			const row = await accepting.objectStore("outbox").get([slot, counter]);
			// Now that a verified head holds it, the server is to hear which blobs it names (R87).
			if (row?.blobs) {
				const { id, blobs } = row;
				asks.push(() => accepting.objectStore("owed").put(blobs, [slot, id]));
			}
			asks.push(() => accepting.objectStore("outbox").delete([slot, counter]));
		}
		for (const id of purged) asks.push(() => accepting.objectStore("owed").delete([slot, id]));
		asks.push(...erasing(accepting, slot, blobs));
		if (accepted.outbox !== undefined) {
			asks.push(() => accepting.objectStore("outbox").delete(slotRange(slot)));
			for (const row of accepted.outbox) {
				asks.push(() => accepting.objectStore("outbox").put(row, [slot, row.counter]));
			}
		}
		if (accepted.settled) asks.push(() => accepting.objectStore("pending").delete(slot));
		const { own } = accepted;
		if (own) asks.push(() => accepting.objectStore("own").put(own, slot));
		return asks;
	});
}

/** The pages that hold some of these links, or reach beyond `after`, made anew with them and without what comes after. */
async function changedPages(
	pages: Pick<Pages, "getAllKeys"> & { get(key: [number, number]): Promise<PageRow | undefined> },
	slot: number,
	erased: readonly Placed[],
	after = Number.POSITIVE_INFINITY,
): Promise<readonly PageRow[]> {
	if (erased.length === 0 && !Number.isFinite(after)) return [];
	const found = new Map(erased.map((placed) => [placed.seq, placed]));
	const changed: PageRow[] = [];
	for (const key of await pages.getAllKeys(slotRange(slot))) {
		const page = await pages.get(key);
		const reaches = page !== undefined && page.last > after;
		if (page === undefined || !(reaches || erased.some(({ seq }) => lies(page, seq)))) continue;
		const left = unpackPage(page).filter(({ seq }) => seq <= after);
		const anew = packPage(left.map((placed) => found.get(placed.seq) ?? placed));
		if (anew !== undefined) changed.push(anew);
	}
	return changed;
}

function lies({ first, last }: PageRow, seq: number): boolean {
	return first <= seq && seq <= last;
}

export function writePins({ database, slot }: Place, pins: Pins): Promise<void> {
	return change(database, ["pins"], (writing) => [
		() => writing.objectStore("pins").put(pins, slot),
	]);
}

export function readPending({ database, slot }: Place): Promise<Pending | undefined> {
	return guarded(() => database.get("pending", slot));
}

/** A signed link is stored before it is sent (R39). */
export function writePending({ database, slot }: Place, pending: Pending): Promise<void> {
	return change(database, ["pending"], (writing) => [
		() => writing.objectStore("pending").put(pending, slot),
	]);
}

export function dropPending({ database, slot }: Place): Promise<void> {
	return change(database, ["pending"], (dropping) => [
		() => dropping.objectStore("pending").delete(slot),
	]);
}

/**
 * The links after `after`, in order, as far as they are whole: it ends before the first one that is missing or cannot be
 * read, so that a damaged part never hides what stands before it.
 */
export function readLog(place: Place, after: number): Promise<readonly Placed[]> {
	return guarded(async () => {
		const { database, slot } = place;
		const reading = database.transaction(["pages", "links"]);
		const recent = IDBKeyRange.bound([slot, after + 1], [slot + 1], false, true);
		const [pages, rows] = await Promise.all([
			pagesAfter(reading.objectStore("pages"), slot, after),
			reading.objectStore("links").getAll(recent),
		]);
		const packed = pages.flatMap(unpackPage);
		const found = new Map([...packed, ...rows].map((row) => [row.seq, row]));
		const whole: Placed[] = [];
		for (let row = found.get(after + 1); row !== undefined; row = found.get(row.seq + 1)) {
			whole.push(row);
		}
		return whole;
	});
}

interface Pages {
	getAllKeys(range: IDBKeyRange): Promise<[number, number][]>;
	getAll(range: IDBKeyRange): Promise<PageRow[]>;
}

/** From the page that `after` lies in: a large value that is not needed is not read. */
async function pagesAfter(pages: Pages, slot: number, after: number): Promise<readonly PageRow[]> {
	const keys = await pages.getAllKeys(slotRange(slot));
	const from = keys.findLast(([, first]) => first <= after + 1) ?? keys[0];
	if (from === undefined) return [];
	const found = await pages.getAll(IDBKeyRange.bound(from, [slot + 1], false, true));
	return found.filter(({ last }) => last > after);
}

/** The head that the log had at a position; undefined if it is not here. */
export async function headAt(place: Place, seq: number): Promise<string | undefined> {
	if (seq === 0) return "00".repeat(32);
	const log = await readLog(place, seq - 1);
	return log[0]?.head;
}

/** Packs the oldest recent links into a page once they are large enough. */
export function packOldest({ database, slot }: Place, size = pageSize): Promise<void> {
	return change(database, ["pages", "links"], async (packing) => {
		const links = packing.objectStore("links");
		const oldest = (await links.getAllKeys(slotRange(slot))).at(-loose - 1);
		if (oldest === undefined) return [];
		const rows = await links.getAll(IDBKeyRange.bound([slot], oldest));
		const chosen = upTo(rows, size);
		const page = packPage(chosen);
		if (page === undefined) return [];
		return [
			() => packing.objectStore("pages").put(page, [slot, page.first]),
			...chosen.map(
				({ seq }) =>
					() =>
						links.delete([slot, seq]),
			),
		];
	});
}

/** Puts a whole log into a new slot: all but its newest links go straight into pages. */
export function fillLog(
	{ database, slot }: Place,
	pins: Pins,
	links: readonly Placed[],
	size = pageSize,
): Promise<void> {
	const pages: PageRow[] = [];
	let rows = links;
	for (;;) {
		const page = packPage(upTo(rows.slice(0, -loose), size));
		if (page === undefined) break;
		pages.push(page);
		rows = rows.slice(page.last - page.first + 1);
	}
	return change(database, ["pins", "pages", "links"], (filling) => [
		() => filling.objectStore("pins").put(pins, slot),
		...pages.map((page) => () => filling.objectStore("pages").put(page, [slot, page.first])),
		...rows.map((row) => () => filling.objectStore("links").put(row, [slot, row.seq])),
	]);
}

/** The first rows that reach `size` together; none if all of them do not. */
function upTo(rows: readonly Placed[], size: number): readonly Placed[] {
	let sum = 0;
	const chosen: Placed[] = [];
	for (const row of rows) {
		chosen.push(row);
		sum += carriedSize(row.carried);
		if (sum >= size) return chosen;
	}
	return [];
}

export type { Carried };
