// What a person is told of keys, on every device, until they have seen it: who came, who went, what was replaced; that the passphrase
// was changed elsewhere; that this device was removed.

import { parseRoster, type Roster } from "../../../crypto/ts/roster.ts";
import { dayOfNumber, isCivilDay } from "../journal/day.ts";
import { readLog } from "../store/log.ts";
import type { Context } from "./context.ts";
import type { CivilDay, KeyChange, KeyNews } from "./contract.ts";
import { keyListOf, namesOf } from "./key-history.ts";
import type { OpenJournal } from "./open-journal.ts";
import { checksOf, type KnownCheck } from "./passphrase-checks.ts";

/** What was told of each journal: the log is read only where something is new. */
const told = new WeakMap<OpenJournal, string>();

/** Shows what is new now. */
export async function tellKeyNews(context: Context): Promise<void> {
	const { open, board } = context;
	if (open === undefined) return;
	const { journal } = open;
	await journal.queue(async () => {
		const checks = await checksOf(journal);
		const state = stateOf(journal, checks);
		if (told.get(journal) === state) return;
		const removal = await removalOf(journal);
		// Whoever was put out has nothing to do about the rest.
		const news =
			removal === undefined
				? {
						changes: await unseenChanges(journal),
						changedOn: changedElsewhere(journal, checks),
						removal,
					}
				: { changes: [], changedOn: undefined, removal };
		if (context.open !== open) return;
		told.set(journal, state);
		board.keyNews.value = news;
	});
}

function stateOf({ chain, memo, stopped }: OpenJournal, checks: readonly KnownCheck[]): string {
	const { seen, check } = memo.keys;
	return JSON.stringify([chain.roster?.hash, seen, check, stopped, checks.map(({ name }) => name)]);
}

/** The versions that the log holds, in order. */
export async function storedRosters({ place }: OpenJournal): Promise<readonly Roster[]> {
	const links = await readLog(place, 0);
	return Promise.all(
		links.flatMap(({ carried: { roster } }) => (roster === null ? [] : [parseRoster(roster)])),
	);
}

/** A device that was harmed may hold a part of the log only: then it says less for a while, and nothing wrong. */
async function unseenChanges(journal: OpenJournal): Promise<readonly KeyChange[]> {
	const { chain, memo, vault } = journal;
	const seen = memo.keys.seen ?? 0;
	if ((chain.roster?.number ?? 0) <= seen) return [];
	const { changes } = keyListOf(await storedRosters(journal), vault.member);
	return changes.filter(({ number }) => number > seen).toReversed();
}

/** Of several changes at the same time the passphrase of any will do. */
function changedElsewhere(
	{ memo }: OpenJournal,
	checks: readonly KnownCheck[],
): CivilDay | undefined {
	if (checks.some(({ name }) => name === memo.keys.check)) return undefined;
	const day = checks.at(-1)?.day;
	return day !== undefined && isCivilDay(day) ? day : undefined;
}

async function removalOf(journal: OpenJournal): Promise<KeyNews["removal"]> {
	const { removal, stopped, vault } = journal;
	if (removal === undefined || stopped !== "removed") return undefined;
	const nameOf = namesOf(await storedRosters(journal), vault.member);
	return { day: dayOfNumber(removal.day), by: nameOf(removal.by) };
}
