// What the parts of the app share: the board, the surroundings, and the journal while it is open.

import { type CivilDay, dayOf } from "../journal/day.ts";
import type { Database } from "../store/schema.ts";
import type { OpenAttachments } from "./attachments.ts";
import type { Board } from "./board.ts";
import type { Entry, EntryId } from "./contract.ts";
import type { Exchange } from "./exchange.ts";
import type { OpenJournal } from "./open-journal.ts";
import type { Platform } from "./platform.ts";
import { type Standing, saveStateOf } from "./save-state.ts";
import type { Search } from "./search.ts";

export interface Context {
	readonly platform: Platform;
	readonly board: Board;
	database: Database | undefined;
	/** The same, while it is being opened. */
	opening: Promise<Database> | undefined;
	open: OpenSession | undefined;
	/** Counts the locks: work that began before one is not to end as if none had been. */
	locks: number;
}

/** Everything that locking drops. */
export interface OpenSession {
	readonly journal: OpenJournal;
	readonly exchange: Exchange;
	search: Search | undefined;
	/** The same, while it is on its way. */
	starting: Promise<Search> | undefined;
	/** What the search holds, by their ids; and once that is all of them, the list that they are of. */
	held: Map<EntryId, Entry>;
	sought: readonly Entry[] | undefined;
	/** What a draft stands on that is not kept: the heads from which its edit began, or what it was saved as. */
	readonly bases: Map<EntryId, readonly string[]>;
	writing: Standing["writing"];
	/** How many savings are under way: nothing is called saved before the last of them is. */
	writes: number;
	/** The browser was asked to keep what is stored. */
	askedForStorage: boolean;
	/** Photos and voice notes, once they were asked for. */
	attachments: Promise<OpenAttachments> | undefined;
	/** Ends what is waiting on a clock, by name. */
	readonly timers: Map<string, () => void>;
}

export function openSession(context: Context): OpenSession {
	if (context.open === undefined) throw new Error("the journal is locked");
	return context.open;
}

/** The same once all of the journal is in memory: what shows first does not wait for that. */
export async function wholeSession(context: Context): Promise<OpenSession> {
	await openSession(context).journal.whole;
	return openSession(context);
}

/** The person's own day. */
export function todayOf({ platform, board }: Pick<Context, "platform" | "board">): CivilDay {
	return dayOf(new Date(platform.now()), board.settings.value.dayStart);
}

/** Shows the entries and what can be said of them. */
export function show(context: Context): void {
	const { open } = context;
	if (open === undefined) return;
	const { journal } = open;
	context.board.backup.value = open.exchange.backup();
	context.board.signedOut.value = journal.memo.signedOut;
	context.board.sealingAnew.value = partSealed(journal);
	context.board.unsent.value = isOn(journal) ? new Set(journal.unsent) : none;
	journal.shelf.show(journal);
	showSaveState(context);
}

const none: ReadonlySet<string> = new Set();

function isOn({ memo }: OpenJournal): boolean {
	return memo.backup && !memo.signedOut;
}

function partSealed({ memo, older }: OpenJournal): number | undefined {
	if (memo.anew === null) return undefined;
	return older === undefined ? 0 : Math.max(0, 1 - older / memo.anew.total);
}

export function showSaveState({ board, open }: Context): void {
	if (open === undefined) return;
	const { journal, exchange, writing } = open;
	const purged: ReadonlySet<string> = journal.chain.purged;
	board.saveState.value = saveStateOf({
		writing,
		backup: journal.memo.backup && !journal.memo.signedOut,
		waiting:
			journal.waiting.size +
			journal.memo.erasing.filter((id) => !purged.has(id)).length +
			Number(exchange.wantsKit()) +
			Number(exchange.isUnseen()),
		attached: journal.unsent.size,
		backedUpAt: journal.memo.backedUpAt,
		trouble: exchange.trouble(),
		attachedTrouble: exchange.blobTrouble()?.cause,
	});
}

/** What was erased is in no search any more: the next one begins anew. */
export function forgetSearch({ open }: Context): void {
	if (open === undefined) return;
	open.search?.end();
	open.search = undefined;
	open.starting = undefined;
	open.held = new Map();
	open.sought = undefined;
}

/** Runs `work` after a pause; asked for again, the pause begins anew. */
export function afterPause(
	context: Context,
	name: string,
	milliseconds: number,
	work: () => void,
): void {
	const { open, platform } = context;
	if (open === undefined) return;
	open.timers.get(name)?.();
	const stop = platform.later(milliseconds, () => {
		open.timers.delete(name);
		if (context.open === open) work();
	});
	open.timers.set(name, stop);
}
