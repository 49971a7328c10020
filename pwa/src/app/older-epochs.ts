// Which bodies of the verified log lie under which epoch: read once while the journal is open, then followed link by link.

import { linkKinds, parseLink } from "../../../crypto/ts/link.ts";
import { parseHeader } from "../../../crypto/ts/revision.ts";
import type { Placed } from "../store/carried.ts";
import { readLog } from "../store/log.ts";
import type { OpenJournal } from "./open-journal.ts";

/** A body that no purge has named. */
export interface Held {
	readonly epoch: number;
	/** In bytes. */
	readonly size: number;
}

interface Followed {
	readonly seq: number;
	readonly head: string;
	readonly bodies: Map<string, Held>;
}

const followed = new WeakMap<OpenJournal, Followed>();

/** Every body by the id of its revision. To be called within the journal's queue. */
export async function bodiesIn(journal: OpenJournal): Promise<ReadonlyMap<string, Held>> {
	const { place, chain } = journal;
	const before = followed.get(journal);
	if (before?.head === chain.head) return before.bodies;
	const after = before === undefined ? [] : await readLog(place, before.seq);
	// Else it went back to where it is whole, or another branch was taken in its place.
	const goesOn = before !== undefined && previousOf(after[0]) === before.head;
	const bodies = goesOn ? before.bodies : new Map<string, Held>();
	for (const placed of goesOn ? after : await readLog(place, 0)) follow(bodies, placed);
	followed.set(journal, { seq: chain.seq, head: chain.head, bodies });
	return bodies;
}

function previousOf(placed: Placed | undefined): string | undefined {
	return placed && parseLink(placed.carried.link).previous;
}

/** Ids of the bodies that lie under an epoch before that one. */
export async function olderThan(journal: OpenJournal, epoch: number): Promise<readonly string[]> {
	return [...(await bodiesIn(journal))].filter(([, held]) => held.epoch < epoch).map(([id]) => id);
}

function follow(bodies: Map<string, Held>, { carried }: Placed): void {
	const { kind, payload } = parseLink(carried.link);
	if (kind === linkKinds.purge) for (const id of payload) bodies.delete(id);
	if (kind !== linkKinds.revisions) return;
	for (const [at, id] of payload.entries()) {
		const one = carried.revisions[at];
		if (one === undefined || one.body === null) continue;
		bodies.set(id, { epoch: parseHeader(one.header).epoch, size: one.body.length });
	}
}
