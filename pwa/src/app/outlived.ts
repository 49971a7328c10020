// New sealings that outlive what they replace, where one branch has erased for good what the other has sealed again (R73, R77).

import type { Bytes, Sealed } from "../../../crypto/ts/brands.ts";
import { originOf, type Revision } from "../journal/revision.ts";
import { type Reading, readStored } from "../vault/reading.ts";
import type { OpenJournal } from "./open-journal.ts";

/** A revision of the log, with its id. */
interface Row {
	readonly id: string;
	readonly header: Bytes;
	readonly body: Sealed | null;
}

export interface Outlived {
	/** Alive on this device's branch, and erased on the server's. */
	readonly here: readonly string[];
	/** Alive on the server's branch, and erased here. */
	readonly there: readonly string[];
	/** Only on this device's branch, and on the server's as a new sealing: it is not missing there. */
	readonly held: ReadonlySet<string>;
	/** Something here stands in the place of what this branch has purged: it was sealed again after the parting. */
	readonly sealedAgain: boolean;
}

/** What the server's branch has purged: ever, and after the parting. */
export interface Purges {
	readonly ever: ReadonlySet<string>;
	readonly since: ReadonlySet<string>;
}

/**
 * Ids of sealings that are alive on one branch although the other has purged what they replace, and holds no sealing of it itself:
 * it was erased there, not sealed again. `rows` are what only this device's branch has, `reading` is the server's. What was purged
 * before the parting had been sealed again by then, and that sealing this device may have purged since: it was not erased there.
 */
export async function outlived(
	journal: OpenJournal,
	rows: readonly Row[],
	reading: Reading,
	{ ever, since }: Purges,
): Promise<Outlived> {
	const { revisions: mine } = await readStored(journal.vault.dataKeys, rows);
	const records = [...journal.shelf.journal().values()];
	const held = records.flatMap(({ revisions }) => [...revisions.values()]);
	const here = held.filter(({ id }) => !journal.waiting.has(id));
	const apart = new Set(rows.map(({ id }) => id));
	const common = here.filter(({ id }) => !apart.has(id) && !ever.has(id));
	const own: ReadonlySet<string> = journal.chain.purged;
	const firsts = new Set(reading.revisions.map(originOf));
	return {
		held: new Set(mine.filter((one) => firsts.has(originOf(one))).map(({ id }) => id)),
		here: erased(mine, since, [...common, ...reading.revisions]),
		there: erased(reading.revisions, own, here),
		sealedAgain: mine.some(({ replaces }) => replaces !== undefined && own.has(replaces)),
	};
}

function erased(
	sealings: readonly Revision[],
	purged: ReadonlySet<string>,
	alive: readonly Revision[],
): readonly string[] {
	const firsts = new Set(alive.map(originOf));
	const gone = sealings.filter(
		({ replaces }) => replaces !== undefined && purged.has(replaces) && !firsts.has(replaces),
	);
	return gone.map(({ id }) => id);
}
