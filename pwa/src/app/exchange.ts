// The exchange of an open journal with the server: what runs it, and what can be said of it.

import { headCode } from "../../../crypto/ts/chain.ts";
import { memberKinds } from "../../../crypto/ts/member.ts";
import { readBlobs, readOwed } from "../store/blobs.ts";
import { StoreFailure } from "../store/failure.ts";
import { changeIdentity } from "../store/identity.ts";
import { writePins } from "../store/log.ts";
import type { Answer } from "../sync/answer.ts";
import type { State as BlobState } from "../sync/blob-step.ts";
import { listen } from "../sync/listening.ts";
import { sender } from "../sync/request.ts";
import { run, type World } from "../sync/runner.ts";
import type { State, Trouble as SyncTrouble } from "../sync/step.ts";
import { makeTransport } from "../sync/transport.ts";
import type { Place as ServerPlace } from "../sync/wire.ts";
import { pinsOf } from "./acceptance.ts";
import type { BlobExchange } from "./blob-exchange.ts";
import type { Backup, BehindCause, Notice, TogetherResult } from "./contract.ts";
import { wishesOf } from "./erasing.ts";
import { heldLog } from "./held-log.ts";
import type { KeysMemo } from "./keys-memo.ts";
import { memberOf, wrapsOf } from "./member.ts";
import { type Memo, sealMemo } from "./memo.ts";
import type { OpenJournal } from "./open-journal.ts";
import type { Platform } from "./platform.ts";
import { kitIsReplaced, kitIsWanted } from "./roster-change.ts";
import type { Trouble } from "./save-state.ts";

export interface Exchange {
	/** The blobs of the journal, loaded when they are first asked for. */
	blobs(): Promise<BlobExchange>;
	/** Asks for an exchange; nothing happens without backup. */
	wake(): void;
	/** A person looks, or looks again: an exchange, and what other devices send comes at once from then on. */
	come(): void;
	/** Nobody looks: one last exchange, then nothing is open and nothing asks. */
	leave(): void;
	/** Lets go of what is open; resolves once nothing is under way. For when the server is to be asked nothing more. */
	rest(): Promise<void>;
	close(): void;
	/** Registers the account with the invitation that the keyring holds. */
	register(): Promise<Answer<ServerPlace>>;
	/** Resolves once the round at work has ended. */
	settled(): Promise<void>;
	/** The same, and photos and voice notes have ended too. */
	allSettled(): Promise<void>;
	trouble(): Trouble | undefined;
	backup(): Backup;
	wantsKit(): boolean;
	/** True while the server has not said that it holds what was sent. */
	isUnseen(): boolean;
	/** Why photos and voice notes do not get through; undefined where nothing is known to be in the way. */
	blobTrouble(): BlobState["trouble"];
	headCode(): Promise<string | undefined>;
	/** That of the other history; undefined where none was seen since this journal was opened. */
	otherCode(): Promise<string | undefined>;
	/** True while two histories differ, and wait for what people say. */
	isForked(): boolean;
	/** Brings them together, on a person's word (R78). */
	bringTogether(): Promise<TogetherResult>;
}

export interface ExchangePorts {
	/** Entries changed, or what can be said of them. */
	readonly changed: () => void;
	/** Something was erased: what remembers it has to forget. */
	readonly erased: () => void;
	readonly notice: (notice: Notice) => void;
}

export function openExchange(
	journal: OpenJournal,
	platform: Platform,
	ports: ExchangePorts,
): Exchange {
	const transport = makeTransport(sender(platform.fetch));
	const log = heldLog(journal, {
		fetchWraps: () => wrapsOf(transport, log, member),
		now: platform.now,
		changed: ports.changed,
		succeeded: () => ports.notice("renewed"),
		erased: ports.erased,
	});
	const member = memberOf(journal, platform);
	let even = 0;
	let isHere = true;
	let isClosed = false;
	// Nothing is compared with a journal of which a part was not read yet.
	const isWhole = () => journal.unread.parts.length === 0;
	const mayAsk = () => isWhole() && journal.memo.backup && !journal.memo.signedOut;
	const world = worldOf(platform, () => isHere && mayAsk());
	const ears = listen(
		platform.fetch,
		world,
		() => runner.look(),
		() => journal.chain.head,
	);
	const runner = run(
		{ transport, log, member },
		world,
		{
			changed(state) {
				if (state.evenAt !== undefined && state.evenAt !== even) {
					even = state.evenAt;
					inBackground(allSeen(journal, even).then(ports.changed));
				}
				if (isEven(state)) inBackground(sendBlobs(false));
				if (state.frozen) ears.leave();
				// Signed in by now, and everything that came before the stream is here.
				else if (isHere && mayAsk() && isEven(state)) ears.come();
				ports.changed();
			},
			told(what) {
				// Put back from an older state, by this phone or by another one: it may lack what it had.
				if (what === "healed" || what === "logged-in") inBackground(sendBlobs(true));
				else if (what !== "tampered") inBackground(stop(journal, what));
				if (what !== "logged-in") ports.notice(what);
			},
			// The disk's own refusals show when a person saves; the exchange only waits.
			broke: () => undefined,
		},
		journal.stopped !== undefined,
	);
	const wake = (): void => {
		if (mayAsk()) runner.wake();
	};
	let opened: BlobExchange | undefined;
	let opening: Promise<BlobExchange> | undefined;
	const blobs = (): Promise<BlobExchange> => {
		opening ??= import("./blob-exchange.ts").then(
			({ openBlobExchange }) => {
				opened = openBlobExchange(journal, platform.fetch, world, {
					mayAsk: () => !isClosed && isHere && mayAsk(),
					wordsFirst: runner.settled,
					async signIn() {
						wake();
						await runner.settled();
					},
					changed: ports.changed,
					referred: wake,
				});
				if (isClosed) opened.stop();
				return opened;
			},
			(error: unknown) => {
				opening = undefined;
				throw error;
			},
		);
		return opening;
	};
	let sending = Promise.resolve();
	/** Once the log is even: photos and voice notes come after words. */
	const sendBlobs = (again: boolean): Promise<void> => {
		// What the disk refused once is no reason never to send again.
		sending = sending.catch(() => undefined).then(() => beginSending(again));
		return sending;
	};
	const beginSending = async (again: boolean): Promise<void> => {
		const { unsent, memo, place } = journal;
		// It may have gone back to before it was told.
		if (again) journal.referred.clear();
		const isHeld = again && (await readBlobs(place)).length > 0;
		const owed = isHeld || unsent.size > 0 || memo.keepsAll || (await readOwed(place)).size > 0;
		if (!owed || !mayAsk() || isClosed) return;
		const exchange = await blobs().catch(() => undefined);
		if (isHeld) await exchange?.askAgain();
		else exchange?.wake();
		if (memo.keepsAll) inBackground(exchange?.fetchAll() ?? Promise.resolve());
	};
	return {
		wake,
		blobs,
		blobTrouble: () => opened?.state().trouble,
		come() {
			isHere = true;
			ears.leave();
			wake();
		},
		leave() {
			wake();
			isHere = false;
			ears.leave();
		},
		async rest() {
			ears.leave();
			await runner.settled();
		},
		close() {
			isClosed = true;
			runner.stop();
			opened?.stop();
			ears.leave();
		},
		settled: runner.settled,
		async allSettled() {
			await runner.settled();
			await sending;
			await opened?.settled();
			await runner.settled();
		},
		async register() {
			const registration = await member.registration();
			if (registration === undefined) return { ok: false, failure: "refused" };
			const answer = await transport.register(registration);
			// The server begins anew with this history: if it still has another one, the next round says so again.
			if (answer.ok && journal.stopped === "fork") {
				await stop(journal, undefined);
				runner.thaw();
			}
			return answer;
		},
		trouble: () =>
			journal.stopped === undefined ? troubleOf(runner.state()) : stopped(journal.stopped),
		backup: () => backupOf(journal),
		wantsKit: () => kitIsWanted(journal.chain, journal.memo.kit),
		isUnseen: () => runner.state().unseen,
		async headCode() {
			const { account, seq, head } = journal.chain;
			return journal.memo.backup && seq > 0 ? headCode(account, seq, head) : undefined;
		},
		async otherCode() {
			const { chain, other } = journal;
			return other && headCode(chain.account, other.seq, other.head);
		},
		isForked: () => journal.stopped === "fork",
		async bringTogether() {
			if (journal.stopped !== "fork") return "together";
			Object.assign(journal, { together: true, stopped: undefined });
			runner.thaw();
			await runner.settled();
			journal.together = false;
			// Read anew: the round may have stopped again.
			const isApart = runner.state().frozen;
			if (!isApart && runner.state().trouble === undefined) return "together";
			journal.stopped ??= "fork";
			return isApart ? "apart" : "later";
		},
	};
}

function isEven({ act, trouble, evenAt }: State): boolean {
	return act === undefined && trouble === undefined && evenAt !== undefined;
}

/** Out of sight, what was waited for is let go: coming back asks at once. */
function worldOf({ now, dice, later }: Platform, isHere: () => boolean): World {
	return {
		now,
		chance: dice,
		later: (milliseconds, call) => later(milliseconds, () => isHere() && call()),
	};
}

function stopped(cause: "fork" | "cloned" | "removed"): Trouble {
	return { cause: causes[cause], since: 0 };
}

const causes: { readonly [name in SyncTrouble]: "unreachable" | BehindCause } = {
	unreachable: "unreachable",
	server: "server",
	"signed-out": "signed-out",
	"account-full": "account-full",
	"too-large": "entry-too-large",
	withheld: "server",
	tampered: "server",
	fork: "frozen",
	cloned: "frozen",
	removed: "removed",
};

function troubleOf({ trouble }: State): Trouble | undefined {
	return trouble === undefined ? undefined : { cause: causes[trouble.cause], since: trouble.since };
}

function backupOf({ memo, chain }: OpenJournal): Backup {
	if (!memo.backup) return { name: "off" };
	const { kit } = memo;
	if (kit !== null && !kitIsReplaced(chain, kit)) return { name: "kit-unconfirmed", ask: kit.ask };
	const members = chain.roster?.members ?? [];
	return { name: "on", devices: members.filter(({ kind }) => kind === memberKinds.device).length };
}

/** What a disk refuses of this is kept in memory, and a person is told when they save. */
export function inBackground(work: Promise<unknown>): void {
	work.catch((error: unknown) => {
		if (!(error instanceof StoreFailure)) throw error;
	});
}

/** The same, waited for; undefined where the disk refused. */
export async function unlessRefused<T>(work: Promise<T>): Promise<T | undefined> {
	try {
		return await work;
	} catch (error) {
		if (error instanceof StoreFailure) return undefined;
		throw error;
	}
}

/** Changes the memo in memory at once, and on disk in its turn. Not to be called within the journal's queue. */
export function changeMemo(journal: OpenJournal, change: Partial<Memo>): Promise<void> {
	journal.memo = { ...journal.memo, ...change };
	return journal.queue(async () => {
		const memo = await sealMemo(journal.vault.seal, journal.memo);
		await changeIdentity(journal.place, { memo });
	});
}

/** The same for what concerns who holds a key. */
export function changeKeysMemo(journal: OpenJournal, change: Partial<KeysMemo>): Promise<void> {
	return changeMemo(journal, { keys: { ...journal.memo.keys, ...change } });
}

async function allSeen(journal: OpenJournal, at: number): Promise<void> {
	if (journal.waiting.size > 0) return;
	await changeMemo(journal, { backedUpAt: at, erasing: [...wishesOf(journal)] });
}

/** A stop lasts: it is pinned with the position at which it came. */
async function stop(journal: OpenJournal, cause: OpenJournal["stopped"]): Promise<void> {
	journal.stopped = cause;
	if (cause === "removed" && journal.removal !== undefined) {
		await changeKeysMemo(journal, { removal: journal.removal });
	}
	await journal.queue(async () =>
		writePins(journal.place, await pinsOf(journal.vault, journal.chain, cause)),
	);
}
