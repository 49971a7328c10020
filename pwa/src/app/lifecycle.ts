// Beginning, unlocking, locking, taking over: when the journal is open, and what closing it drops.

import { currentPlace, openDatabase, type Place } from "../store/database.ts";
import { StoreFailure } from "../store/failure.ts";
import { hasPasskey } from "../store/passkey.ts";
import type { Database } from "../store/schema.ts";
import { addNotice, clearBoard } from "./board.ts";
import { type Context, forgetSearch, type OpenSession, show } from "./context.ts";
import type { Moments, PasskeyUnlock, Phase, Progress, UnlockResult } from "./contract.ts";
import type { OpenJournal } from "./open-journal.ts";
import { keepStorage } from "./storage.ts";

type Lifecycle = Pick<Moments, "begin" | "unlock" | "lock" | "takeOver">;

export function makeLifecycle(context: Context): Lifecycle {
	return {
		begin: (passphrase, progress) => begin(context, passphrase, progress),
		unlock: (passphrase, progress) =>
			unlock(context, progress, ({ unlockJournal }, place) =>
				unlockJournal(context.platform, place, context.board, passphrase),
			),
		lock() {
			context.platform.tabs.say("lock");
			lock(context);
		},
		takeOver: () => takeOver(context),
	};
}

/** Decides the first phase from one small read. */
export async function start(context: Context): Promise<void> {
	const { board, platform } = context;
	platform.tabs.listen((word) => {
		if (word === "lock") lock(context);
		else if (board.phase.value.name === "elsewhere") void look(context);
	});
	// Opened while the browser is asked; what is wrong with it shows below.
	databaseOf(context).catch(() => undefined);
	if (!(await platform.isFit())) board.phase.value = { name: "unusable", cause: "browser" };
	else await look(context);
}

async function look(context: Context): Promise<void> {
	const { board, platform } = context;
	try {
		const [place, elsewhere] = await Promise.all([
			databaseOf(context).then(currentPlace),
			platform.tabs.isElsewhere(),
		]);
		board.passkey.value = place !== undefined && (await hasPasskey(place));
		board.phase.value =
			place === undefined
				? { name: "new" }
				: { name: elsewhere ? "elsewhere" : "locked", damaged: false };
	} catch (error) {
		board.phase.value = unusableBy(error);
	}
}

/** Opened once, however many ask for it at the same time. */
export async function databaseOf(context: Context): Promise<Database> {
	if (context.database !== undefined) return context.database;
	context.opening ??= openIn(context).finally(() => {
		context.opening = undefined;
	});
	return context.opening;
}

async function openIn(context: Context): Promise<Database> {
	context.database = await openDatabase(
		() => {
			context.database = undefined;
			lock(context);
		},
		context.platform.databaseName,
		() => {
			context.board.phase.value = { name: "unusable", cause: "blocked" };
		},
	);
	return context.database;
}

async function begin(context: Context, passphrase: string, progress: Progress): Promise<void> {
	const { board, platform } = context;
	progress(undefined);
	if (!(await claim(context, false))) return;
	const { beginJournal } = await import("./session.ts");
	try {
		const database = await databaseOf(context);
		const journal = await beginJournal(platform, database, board, passphrase);
		await open(context, journal);
	} catch (error) {
		if (!(error instanceof StoreFailure)) throw error;
		board.phase.value = unusableBy(error);
	}
}

/** Asks this phone's lock in place of the passphrase. */
export async function unlockByPasskey(
	context: Context,
	progress: Progress,
	stop: AbortSignal,
): Promise<PasskeyUnlock> {
	const result = await unlock(context, progress, ({ unlockJournalByPasskey }, place) =>
		unlockJournalByPasskey(context.platform, place, context.board, stop),
	);
	return result === "wrong-passphrase" ? "refused" : result;
}

type Session = typeof import("./session.ts");

/** `read` gives the journal in memory; undefined where what was given does not open it. */
async function unlock(
	context: Context,
	progress: Progress,
	read: (session: Session, place: Place) => Promise<OpenJournal | undefined>,
): Promise<UnlockResult> {
	const { board, locks } = context;
	progress(undefined);
	const session = await import("./session.ts");
	// Read while Argon2id works; `open` waits for it and says if it is not there.
	import("./exchange.ts").catch(() => undefined);
	try {
		const place = await currentPlace(await databaseOf(context));
		if (place === undefined) {
			// Another window has erased it meanwhile.
			board.phase.value = { name: "new" };
			return "failed";
		}
		const journal = await read(session, place);
		if (journal === undefined) return "wrong-passphrase";
		if (context.locks !== locks || !(await claim(context, false))) {
			clearBoard(board, board.phase.value);
			return "failed";
		}
		await open(context, journal);
		return context.open === undefined ? "failed" : "open";
	} catch (error) {
		// Else what is stored cannot even be asked what opens it.
		board.phase.value = isNewer(error) ? unusableBy(error) : { name: "locked", damaged: true };
		return "failed";
	}
}

/** Makes a loaded journal the open one, unless it was locked meanwhile. */
export async function open(context: Context, journal: OpenJournal): Promise<void> {
	const { board, platform, locks } = context;
	const [{ changeMemo, inBackground, openExchange }, { readRest }] = await Promise.all([
		import("./exchange.ts"),
		import("./open-journal.ts"),
	]);
	close(context);
	if (context.locks !== locks) return clearBoard(board, { name: "locked", damaged: false });
	const exchange = openExchange(journal, platform, {
		changed: () => {
			if (context.open?.journal !== journal) return;
			show(context);
			tellKeyNewsSoon(context, journal);
		},
		erased: () => {
			if (context.open?.journal === journal) forgetSearch(context);
		},
		notice: (notice) => {
			if (context.open?.journal !== journal) return;
			addNotice(board, notice);
			inBackground(changeMemo(journal, { notices: board.notices.value }));
		},
	});
	const session: OpenSession = {
		journal,
		exchange,
		search: undefined,
		starting: undefined,
		held: new Map(),
		sought: undefined,
		bases: new Map(),
		writing: "saved",
		writes: 0,
		askedForStorage: false,
		attachments: undefined,
		timers: new Map(),
	};
	context.open = session;
	const { stopped } = journal;
	board.notices.value = journal.memo.notices;
	if (stopped !== undefined) addNotice(board, stopped);
	const isOver = () => context.open !== session;
	try {
		await showInTurn(context, journal, () => readRest(journal, isOver), isOver);
	} catch (error) {
		// What lies there cannot be read any more: nothing stays open by half.
		if (!isOver()) lock(context);
		throw error;
	}
	if (isOver()) return;
	tellKeyNewsSoon(context, journal);
	if (board.entries.value.length > 0) keepStorage(context, false);
	exchange.wake();
	import("./blob-names.ts")
		.then(({ sweepBlobs }) => journal.queue(() => sweepBlobs(journal)))
		.then(() => {
			if (journal.unsent.size > 0) exchange.wake();
		})
		// What is left behind is swept the next time.
		.catch(() => undefined);
}

/** First what is there, then all of it. */
async function showInTurn(
	context: Context,
	journal: OpenJournal,
	readRest: () => Promise<void>,
	isOver: () => boolean,
): Promise<void> {
	const { board } = context;
	// What was harmed is mended from all that there is.
	if (journal.damaged) await readRest();
	await mend(context, journal);
	if (isOver()) return;
	journal.whole = readRest();
	show(context);
	board.whole.value = journal.unread.parts.length === 0;
	board.phase.value = { name: "open" };
	await journal.whole;
	if (isOver()) return;
	await mend(context, journal);
	if (isOver()) return;
	show(context);
	board.whole.value = true;
}

/** What the news of keys were last made of. */
const askedOf = new WeakMap<OpenJournal, readonly unknown[]>();

/** After what shows, and where something of it is another: each act of an exchange asks. What a disk refuses is told the next time. */
function tellKeyNewsSoon(context: Context, journal: OpenJournal): void {
	const { chain, memo, stopped, removal, shelf } = journal;
	const of = [chain.roster, memo.keys, stopped, removal, shelf.version()];
	const before = askedOf.get(journal);
	if (before?.every((part, at) => part === of[at])) return;
	askedOf.set(journal, of);
	import("./key-news.ts")
		.then(({ tellKeyNews }) => tellKeyNews(context))
		.catch(() => askedOf.delete(journal));
}

/** What was harmed is named; what the log still holds is fetched again. */
async function mend(context: Context, journal: OpenJournal): Promise<void> {
	if (!journal.damaged) return;
	addNotice(context.board, "damaged");
	const { mendJournal } = await import("./mending.ts");
	try {
		await mendJournal(journal);
	} catch (error) {
		// A full disk: what opened is open, and the next start mends the rest.
		if (!(error instanceof StoreFailure)) throw error;
	}
}

/** Drops keys and text at once. What is being written to disk at this moment still gets there, sealed. */
export function lock(context: Context): void {
	context.locks += 1;
	if (context.open === undefined) return;
	close(context);
	context.platform.tabs.release();
	clearBoard(context.board, { name: "locked", damaged: false });
}

function close(context: Context): void {
	const { open: session } = context;
	if (session === undefined) return;
	context.open = undefined;
	session.journal.isOver = true;
	session.exchange.close();
	session.journal.shelf.close();
	session.journal.drafts.close();
	session.search?.end();
	session.attachments?.then(
		(attachments) => attachments.close(),
		() => undefined,
	);
	for (const stop of session.timers.values()) stop();
}

async function takeOver(context: Context): Promise<void> {
	if (await claim(context, true)) context.board.phase.value = { name: "locked", damaged: false };
}

async function claim(context: Context, steal: boolean): Promise<boolean> {
	const { board, platform } = context;
	const elsewhere: Phase = { name: "elsewhere" };
	const claimed = await platform.tabs.claim(steal, () => {
		lock(context);
		board.phase.value = elsewhere;
	});
	if (!claimed) board.phase.value = elsewhere;
	return claimed;
}

/** Another window runs a newer version of the app, and has made the database its own. */
function isNewer(error: unknown): boolean {
	return error instanceof StoreFailure && error.kind === "newer";
}

function unusableBy(error: unknown): Phase {
	return { name: "unusable", cause: isNewer(error) ? "newer" : "storage" };
}
