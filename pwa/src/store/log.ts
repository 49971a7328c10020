// The verified log: recent links as rows of their own, older ones packed into pages of 1 MiB and more, which read several
// times faster than thousands of small values.

import { type Carried, carriedSize, type Placed } from "./carried.ts";
import { type Place, slotRange } from "./database.ts";
import { guarded } from "./failure.ts";
import { packPage, unpackPage } from "./page.ts";
import type { Own, Pending, Pins } from "./schema.ts";

const pageSize = 1_048_576;
const strict = { durability: "strict" } as const;

export interface Acceptance {
	readonly pins: Pins;
	readonly links: readonly Placed[];
	/** Counters of this device's revisions that these links contain: they leave the outbox. */
	readonly sent: readonly number[];
	/** True if the pending link is contained or excluded by now (R39). */
	readonly settled: boolean;
	/** This device's newest revision, where the log knows more than the device did. */
	readonly own?: Own;
}

/** Stores what was accepted and pins it, in one strict transaction (R36). */
export function acceptLinks({ database, slot }: Place, accepted: Acceptance): Promise<void> {
	return guarded(async () => {
		const tables = ["pins", "links", "outbox", "pending", "own"] as const;
		const change = database.transaction(tables, "readwrite", strict);
		const work: Promise<unknown>[] = [change.objectStore("pins").put(accepted.pins, slot)];
		for (const row of accepted.links) {
			work.push(change.objectStore("links").put(row, [slot, row.seq]));
		}
		for (const counter of accepted.sent) {
			work.push(change.objectStore("outbox").delete([slot, counter]));
		}
		if (accepted.settled) work.push(change.objectStore("pending").delete(slot));
		if (accepted.own) work.push(change.objectStore("own").put(accepted.own, slot));
		await Promise.all([...work, change.done]);
	});
}

export function writePins({ database, slot }: Place, pins: Pins): Promise<void> {
	return guarded(async () => {
		const change = database.transaction("pins", "readwrite", strict);
		await Promise.all([change.store.put(pins, slot), change.done]);
	});
}

export function readPending({ database, slot }: Place): Promise<Pending | undefined> {
	return guarded(() => database.get("pending", slot));
}

/** A signed link is stored before it is sent (R39). */
export function writePending({ database, slot }: Place, pending: Pending): Promise<void> {
	return guarded(async () => {
		const change = database.transaction("pending", "readwrite", strict);
		await Promise.all([change.store.put(pending, slot), change.done]);
	});
}

export function dropPending({ database, slot }: Place): Promise<void> {
	return guarded(async () => {
		const change = database.transaction("pending", "readwrite", strict);
		await Promise.all([change.store.delete(slot), change.done]);
	});
}

/**
 * The links after `after`, in order, as far as they are whole: it ends before the first one that is missing or cannot be
 * read, so that a damaged part never hides what stands before it.
 */
export function readLog(place: Place, after: number): Promise<readonly Placed[]> {
	return guarded(async () => {
		const range = slotRange(place.slot);
		const reading = place.database.transaction(["pages", "links"]);
		const [pages, rows] = await Promise.all([
			reading.objectStore("pages").getAll(range),
			reading.objectStore("links").getAll(range),
		]);
		const packed = pages.filter(({ last }) => last > after).flatMap(unpackPage);
		const found = new Map([...packed, ...rows].map((row) => [row.seq, row]));
		const whole: Placed[] = [];
		for (let row = found.get(after + 1); row !== undefined; row = found.get(row.seq + 1)) {
			whole.push(row);
		}
		return whole;
	});
}

/** The head that the log had at a position; undefined if it is not here. */
export async function headAt(place: Place, seq: number): Promise<string | undefined> {
	if (seq === 0) return "00".repeat(32);
	const log = await readLog(place, seq - 1);
	return log[0]?.head;
}

/** Packs the oldest recent links into a page once they are large enough; the newest 64 stay rows. */
export function packOldest({ database, slot }: Place, size = pageSize): Promise<void> {
	return guarded(async () => {
		const change = database.transaction(["pages", "links"], "readwrite");
		const links = change.objectStore("links");
		const rows = (await links.getAll(slotRange(slot))).slice(0, -64);
		const chosen = upTo(rows, size);
		const page = packPage(chosen);
		if (page !== undefined) {
			await Promise.all([
				change.objectStore("pages").put(page, [slot, page.first]),
				...chosen.map(({ seq }) => links.delete([slot, seq])),
			]);
		}
		await change.done;
	});
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
