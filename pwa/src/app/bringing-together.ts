// Bringing a fork together, on a person's word (R78), or what lies under an older key, without one (R77): the server's branch takes
// the place of this device's own, and what only its own has is sealed again as its next revisions, in the same transaction.

import type { Carried } from "../../../crypto/ts/carried.ts";
import { counters } from "../../../crypto/ts/chain.ts";
import { openRevision } from "../../../crypto/ts/revision.ts";
import { originOf, type Revision } from "../journal/revision.ts";
import { acceptLinks } from "../store/log.ts";
import { readOutbox } from "../store/outbox.ts";
import {
	journalRevision,
	type Reading,
	readVerified,
	revisionsOf,
	type Verified,
} from "../vault/reading.ts";
import type { Vault } from "../vault/vault.ts";
import { type Newest, type Written, waitingOf, writeRevision } from "../vault/writing.ts";
import {
	entered,
	erasedWith,
	type FetchWraps,
	pinsOf,
	placed,
	type Taken,
	verifying,
} from "./acceptance.ts";
import type { AloneRow } from "./branches.ts";
import { forgetWishes, wishesOf } from "./erasing.ts";
import { blobsOf, nowNamed, type OpenJournal, stillHeld } from "./open-journal.ts";
import { goneDrafts, storedWithout, withoutBodies } from "./purging.ts";
import { withUnsaved } from "./resealing.ts";
import { retire } from "./succeeding.ts";
import { writeViewNow } from "./view.ts";

/** To be called within the journal's queue. */
export async function bringTogether(
	journal: OpenJournal,
	verified: Verified,
	carried: readonly Carried[],
	rows: readonly AloneRow[],
	fetchWraps: FetchWraps,
): Promise<Taken> {
	const vault = await entered(journal, verified, fetchWraps);
	if (typeof vault === "string") return vault;
	const reading = await verifying(() => readVerified(vault.dataKeys, verified));
	if (reading === undefined) return "tampered";
	const left = await leftIn(journal, vault, verified, reading, rows);
	journal.vault = vault;
	const cloned = isCloned(journal, verified, rows);
	if (cloned && !(await retire(journal, verified))) return "cloned";
	const written = await sealAll(journal, verified, left);
	await store(journal, verified, carried, reading, written);
	await show(journal, verified, reading, rows, written);
	return cloned ? "succeeded" : "accepted";
}

/** What the branch adopted does not hold: of this device's branch, then what waits. */
async function leftIn(
	journal: OpenJournal,
	{ dataKeys }: Vault,
	{ chain, accepted }: Verified,
	reading: Reading,
	rows: readonly AloneRow[],
): Promise<readonly Revision[]> {
	const ids = new Set<string>(accepted.flatMap(({ revisions }) => revisions.map(({ id }) => id)));
	const waiting = withUnsaved(journal, await readOutbox(journal.place));
	const all = [...rows, ...waiting.filter(({ id }) => !ids.has(id))];
	const apart = new Set(all.map(({ id }) => id));
	const shown = [...journal.shelf.journal().values()].flatMap((one) => [...one.revisions.values()]);
	const there = [...shown.filter(({ id }) => !apart.has(id)), ...reading.revisions];
	const held = new Set(there.map(originOf));
	// It holds every purge of this device's branch by now. Nothing of that was sealed again since: that was looked at first.
	const gone = wishesOf(journal).union(chain.purged);
	const left: Revision[] = [];
	for (const { id, header, body } of all) {
		if (body === null || gone.has(id)) continue;
		const revision = journalRevision(id, await openRevision(dataKeys, header, body));
		const first = originOf(revision);
		if (held.has(first)) continue;
		if (!gone.has(first)) left.push(revision);
		held.add(first);
	}
	return left;
}

/** The branch adopted holds a revision under this device's id that it did not write here (R49). */
function isCloned(
	{ vault, waiting, chain, newest }: OpenJournal,
	verified: Verified,
	rows: readonly AloneRow[],
): boolean {
	if (vault.successor !== undefined) return false;
	const own = revisionsOf(verified, vault.member);
	const used = new Map(rows.map(({ at, id }) => [`${at.device} ${at.counter}`, id]));
	const last = chain.last.get(vault.member)?.counter ?? 0;
	return own.some(({ counter, id }) => {
		const here = used.get(`${vault.member} ${counter}`);
		if (here !== undefined) return here !== id;
		return counter > newest.counter || (counter > last && !waiting.has(id));
	});
}

/** As this device's next revisions on the branch adopted, which is all that it has seen by now. */
async function sealAll(
	{ vault }: OpenJournal,
	{ chain }: Verified,
	revisions: readonly Revision[],
): Promise<readonly Written[]> {
	const seen = counters(chain);
	const origins = new Map(revisions.map((one) => [one.id, originOf(one)]));
	let newest: Newest = chain.last.get(vault.member) ?? { counter: 0, id: "" };
	const written: Written[] = [];
	for (const { kind, record, day, fields, schema = 1, ...one } of revisions) {
		const parents = [...new Set(one.parents.map((id) => origins.get(id) ?? id))];
		const replaces = one.replaces ?? one.id;
		const statement = { kind, record, parents, schema, day, fields, replaces };
		const next = await writeRevision(vault, newest, seen, statement);
		written.push(next);
		newest = next;
	}
	return written;
}

async function store(
	journal: OpenJournal,
	verified: Verified,
	carried: readonly Carried[],
	reading: Reading,
	written: readonly Written[],
): Promise<void> {
	const { chain, before } = verified;
	const bare = await Promise.all(carried.map((one) => withoutBodies(one, chain.purged)));
	const erased = await storedWithout(journal, reading.purged);
	const drafts = goneDrafts(journal, reading);
	const revisions = [...reading.revisions, ...written.map(({ revision }) => revision)];
	const accepted = {
		pins: await pinsOf(journal.vault, chain, undefined),
		links: placed(verified, bare),
		after: before.seq,
		sent: [],
		settled: true,
		erased: erased.filter(({ seq }) => seq <= before.seq),
		drafts,
		outbox: written.map(waitingOf),
		own: newestOf(journal, verified, written),
		...(await erasedWith(journal, { ...reading, revisions }, drafts)),
	};
	stillHeld(journal);
	await acceptLinks(journal.place, accepted);
	for (const { draft } of journal.drafts.all()) {
		if (drafts.includes(draft.id)) journal.drafts.forget(draft.id);
	}
}

function newestOf(
	{ vault }: OpenJournal,
	{ chain }: Verified,
	written: readonly Written[],
): Newest {
	const { counter, id } = written.at(-1) ?? chain.last.get(vault.member) ?? { counter: 0, id: "" };
	return { counter, id };
}

async function show(
	journal: OpenJournal,
	verified: Verified,
	reading: Reading,
	rows: readonly AloneRow[],
	written: readonly Written[],
): Promise<void> {
	const gone = new Set([...rows.map(({ id }) => id), ...journal.waiting.keys()]);
	for (const { revisions } of verified.accepted) for (const { id } of revisions) gone.delete(id);
	journal.chain = verified.chain;
	journal.newest = newestOf(journal, verified, written);
	journal.unsaved = [];
	journal.waiting.clear();
	for (const { id, counter } of written) journal.waiting.set(id, counter);
	nowNamed(journal, blobsOf(reading.revisions));
	journal.shelf.fold(
		[...reading.revisions, ...written.map(({ revision }) => revision)],
		reading.purged.union(gone),
	);
	journal.viewIsOld = true;
	await forgetWishes(journal, gone);
	await writeViewNow(journal);
}
