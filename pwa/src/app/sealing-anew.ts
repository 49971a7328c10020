// Sealing again what lies under older epochs, where somebody may have held their keys (R72): a batch of new sealings goes out, and
// once a verified head holds it, a purge names what it took the place of. So the log never holds much twice, and wherever this ends, by
// a lock, a kill or a touch, every word is in the log under one key or the other. What is left is found anew in the log each time.

import { maxCount } from "../../../crypto/ts/link.ts";
import { headerSize, maxTotal } from "../../../crypto/ts/padding.ts";
import type { Record } from "../journal/record.ts";
import { originOf, type Revision } from "../journal/revision.ts";
import { StoreFailure } from "../store/failure.ts";
import { changeIdentity } from "../store/identity.ts";
import { readOutbox } from "../store/outbox.ts";
import { type Signed, signPurge, signRevisions } from "../vault/signing.ts";
import { roomToSealAgain, type Statement } from "../vault/writing.ts";
import { sealAll } from "./archive.ts";
import type { AnewResult } from "./contract.ts";
import { changeMemo, type Exchange } from "./exchange.ts";
import { type Anew, sealMemo } from "./memo.ts";
import { bodiesIn, type Held, olderThan } from "./older-epochs.ts";
import type { OpenJournal } from "./open-journal.ts";
import { mayPurge } from "./refers.ts";

/** So many bytes of bodies at a time: less than a link may carry, since a new sealing can be a step of padding larger. */
const mostBytes = 786_432;

/** How many bodies of the log lie under an epoch before the one in force. */
export function countOlder(journal: OpenJournal): Promise<number> {
	return journal.queue(async () => (await olderThan(journal, epochOf(journal))).length);
}

/** Begins the work, which then goes on with every exchange until nothing is left. */
export async function beginAnew(journal: OpenJournal, exchange: Exchange): Promise<AnewResult> {
	if (journal.stopped !== undefined) return "frozen";
	const total = await countOlder(journal);
	if (total === 0) return "begun";
	journal.older = total;
	const result = await keep(journal, { below: epochOf(journal), total });
	if (result === "begun") exchange.wake();
	return result;
}

/** What is on its way still goes; what was sealed again stays so. */
export async function stopAnew(journal: OpenJournal): Promise<AnewResult> {
	return keep(journal, null);
}

/**
 * The next link of the work: a purge of what a new sealing in the log stands for, else new sealings; undefined, and the work is over, once
 * nothing is left. To be called within the journal's queue, while nothing else waits.
 */
export async function signAnew(journal: OpenJournal): Promise<Signed | undefined> {
	const { memo, vault, chain, place } = journal;
	if (memo.anew === null || journal.damaged) return undefined;
	const bodies = await bodiesIn(journal);
	const { replaced, left } = workIn(journal, bodies, memo.anew.below);
	journal.older = replaced.length + left.length;
	if (replaced.length > 0) {
		return (await mayPurge(journal, replaced)) ? signPurge(vault, chain, replaced) : undefined;
	}
	if (left.length === 0) return end(journal);
	await sealAll(journal, batchOf(left, bodies).map(again(journal)), () => undefined);
	return signRevisions(vault, chain, await readOutbox(place));
}

interface Work {
	/** Ids that another sealing in the log, under a newer epoch, stands for. */
	readonly replaced: readonly string[];
	/** One sealing of each revision that has none yet. */
	readonly left: readonly Revision[];
}

function workIn(
	{ shelf, waiting }: OpenJournal,
	bodies: ReadonlyMap<string, Held>,
	below: number,
): Work {
	const replaced: string[] = [];
	const left: Revision[] = [];
	const isOlder = ({ id }: Revision) => (bodies.get(id)?.epoch ?? below) < below;
	for (const sealings of [...shelf.journal().values()].flatMap(sealingsIn)) {
		const older = sealings.filter(isOlder);
		const [first] = older;
		if (first === undefined) continue;
		const newer = sealings.filter((one) => !isOlder(one));
		if (newer.some(({ id }) => bodies.has(id))) replaced.push(...older.map(({ id }) => id));
		else if (!newer.some(({ id }) => waiting.has(id)) && fits(bodies.get(first.id)))
			left.push(first);
	}
	return { replaced, left };
}

/** Some file that was brought in could hold what leaves no room: that stays as it is. */
function fits(held: Held | undefined): boolean {
	return held === undefined || headerSize + held.size <= maxTotal - roomToSealAgain;
}

/** The revisions of a record, those together that are sealings of one. */
function sealingsIn({ revisions }: Record): readonly (readonly Revision[])[] {
	return [...Map.groupBy(revisions.values(), originOf).values()];
}

function batchOf(
	left: readonly Revision[],
	bodies: ReadonlyMap<string, Held>,
): readonly Revision[] {
	let size = 0;
	const batch: Revision[] = [];
	for (const revision of left.slice(0, maxCount)) {
		size += bodies.get(revision.id)?.size ?? 0;
		if (size > mostBytes && batch.length > 0) break;
		batch.push(revision);
	}
	return batch;
}

/** The same words, with parents by their first ids: whatever is purged, these still lead to them. */
function again({ shelf }: OpenJournal): (revision: Revision) => Statement {
	const all = [...shelf.journal().values()].flatMap(({ revisions }) => [...revisions.values()]);
	const origins = new Map(all.map((one) => [one.id, originOf(one)]));
	return (revision) => {
		const { kind, record, day, fields, schema = 1 } = revision;
		const parents = [...new Set(revision.parents.map((id) => origins.get(id) ?? id))];
		return { kind, record, parents, schema, day, fields, replaces: originOf(revision) };
	};
}

async function end(journal: OpenJournal): Promise<undefined> {
	journal.memo = { ...journal.memo, anew: null };
	journal.older = undefined;
	const memo = await sealMemo(journal.vault.seal, journal.memo);
	await changeIdentity(journal.place, { memo });
}

async function keep(journal: OpenJournal, anew: Anew | null): Promise<AnewResult> {
	try {
		await changeMemo(journal, { anew });
		return "begun";
	} catch (error) {
		if (error instanceof StoreFailure) return "storage";
		throw error;
	}
}

function epochOf({ chain }: OpenJournal): number {
	return chain.roster?.epoch ?? 0;
}
