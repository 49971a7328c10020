// A harmed database: the intact part is open already. Here the pinned position goes back to where the stored log is whole, so
// that an exchange fetches the rest again; and revisions of this device that no longer fit into its chain are sealed again.

import { advance, emptyChain } from "../../../crypto/ts/chain.ts";
import { Refused } from "../../../crypto/ts/errors.ts";
import { originOf } from "../journal/revision.ts";
import { dropPending, readLog, writePins } from "../store/log.ts";
import { readOutbox, replaceOutbox } from "../store/outbox.ts";
import type { Waiting } from "../store/schema.ts";
import { readStored } from "../vault/reading.ts";
import { type Newest, sealAgain, type Written, waitingOf } from "../vault/writing.ts";
import { pinsOf } from "./acceptance.ts";
import type { OpenJournal } from "./open-journal.ts";

export function mendJournal(journal: OpenJournal): Promise<void> {
	return journal.queue(async () => {
		await stepBack(journal);
		if (!journal.memo.backup) await mendOutbox(journal);
	});
}

/** The chain as far as the stored links verify from the beginning. */
async function stepBack(journal: OpenJournal): Promise<void> {
	const log = await readLog(journal.place, 0);
	let chain = emptyChain(journal.vault.account);
	for (const { carried } of log) {
		try {
			chain = (await advance(chain, [carried])).chain;
		} catch (error) {
			if (error instanceof Refused) break;
			throw error;
		}
	}
	const isWhole = chain.missing.isSubsetOf(chain.purged);
	journal.chain = isWhole ? chain : emptyChain(journal.vault.account);
	await writePins(journal.place, await pinsOf(journal.vault, journal.chain, journal.stopped));
}

/**
 * Revisions that open keep their words: those behind a gap are sealed again at counters that follow. With backup it has to wait
 * until the log is whole again, since only the log knows which counters were used. To be called within the journal's queue.
 */
export async function mendOutbox(journal: OpenJournal): Promise<void> {
	const { vault, chain, place } = journal;
	const rows = await readOutbox(place);
	let newest: Newest = chain.last.get(vault.member) ?? { counter: 0, id: "" };
	journal.damaged = false;
	if (await isWhole(journal, rows, newest)) return;
	const origins = new Map<string, string>();
	const written: Written[] = [];
	for (const row of rows) {
		const { harmed } = await readStored(vault.dataKeys, [row]);
		if (harmed > 0) continue;
		const again = await sealAgain(vault, newest, row, origins);
		origins.set(row.id, originOf(again.revision));
		written.push(again);
		newest = again;
	}
	const kept = written.map(waitingOf);
	await replaceOutbox(place, kept, { counter: newest.counter, id: newest.id });
	await dropPending(place);
	journal.newest = newest;
	journal.waiting.clear();
	for (const { id, counter } of written) journal.waiting.set(id, counter);
	journal.shelf.fold(
		written.map(({ revision }) => revision),
		new Set(origins.keys()),
	);
}

/** True if all rows open and follow one another from the newest revision in the log. */
async function isWhole(
	{ vault }: OpenJournal,
	rows: readonly Waiting[],
	newest: Newest,
): Promise<boolean> {
	const { harmed } = await readStored(vault.dataKeys, rows);
	return harmed === 0 && rows.every(({ counter }, at) => counter === newest.counter + 1 + at);
}
