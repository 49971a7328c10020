// Joining, as a person sees it. The journal that is here stays as it is until the joined one lies whole beside it.

import { type Attachment, attachmentsOf } from "../../../crypto/ts/attachment.ts";
import type { BlobKey } from "../../../crypto/ts/blob.ts";
import type { AccountId } from "../../../crypto/ts/brands.ts";
import { counters } from "../../../crypto/ts/chain.ts";
import { Refused } from "../../../crypto/ts/errors.ts";
import { parseKitText, parseSheetText } from "../../../crypto/ts/kit.ts";
import { isEntryKind } from "../journal/kinds.ts";
import { emptyJournal, foldIn, foldOut, type Journal } from "../journal/record.ts";
import { originOf, type Revision } from "../journal/revision.ts";
import { freshPlace, makeCurrent, type Place } from "../store/database.ts";
import { StoreFailure } from "../store/failure.ts";
import { readIdentity, writeDraft, writeErasing, writeJournal } from "../store/identity.ts";
import { fillLog } from "../store/log.ts";
import { saveRevision } from "../store/outbox.ts";
import type { Database } from "../store/schema.ts";
import { sender } from "../sync/request.ts";
import { makeTransport } from "../sync/transport.ts";
import { readVerified } from "../vault/reading.ts";
import { makeVault, type Vault } from "../vault/vault.ts";
import { type Newest, type Written, waitingOf, writeRevision } from "../vault/writing.ts";
import { pinsOf } from "./acceptance.ts";
import { checkKit, checkSheet, type Made, makeKit } from "./backup.ts";
import type { Board } from "./board.ts";
import { type Context, todayOf } from "./context.ts";
import type { JoinResult, Progress } from "./contract.ts";
import { sealDraft } from "./drafts.ts";
import {
	enterAccount,
	type Joined,
	JoinRefused,
	logInAs,
	type Paper,
	paperMember,
	verifying,
} from "./joining.ts";
import { noKeysMemo } from "./keys-memo.ts";
import { emptyMemo, type Memo, sealMemo, type WantedKit } from "./memo.ts";
import { leftBeside, leftIn } from "./moving-in.ts";
import { loadJournal, type OpenJournal } from "./open-journal.ts";
import { drawPart } from "./papers.ts";
import { noPapersMemo, type PapersMemo } from "./papers-memo.ts";
import { recognize } from "./passphrase-checks.ts";
import type { Platform } from "./platform.ts";
import { withoutBodies } from "./purging.ts";
import { emptyBook } from "./view-book.ts";
import { writeParts } from "./view-writing.ts";

export type Join =
	| {
			readonly result: Extract<JoinResult, { name: "joined" }>;
			readonly journal: OpenJournal;
			/** After a recovery by sheet: the kit that the joined journal wants. */
			readonly made: Made | undefined;
	  }
	| { readonly result: Extract<JoinResult, { name: "refused" | "lacks" }> };

/** `here` is the open journal, if there is one: its entries and drafts join. */
export async function joinAccount(
	platform: Platform,
	database: Database,
	board: Board,
	here: OpenJournal | undefined,
	paper: Paper,
	progress: Progress,
): Promise<Join> {
	progress(undefined);
	const check = paper.sort === "kit" ? await checkKit(paper.text) : await checkSheet(paper.text);
	if (check !== "ok") return refused(check);
	try {
		const transport = makeTransport(sender(platform.fetch));
		const member = await paperMember(platform, paper);
		await logInAs(member.account, member, transport, platform.origin);
		const joined = await enterAccount(member, transport, platform, progress);
		await transport.logout();
		const papers = papersBy(platform, board, paper, member.member.id);
		// The passphrase is a new one: no kit that was made with the one before is to stay.
		const made =
			paper.sort === "sheet"
				? await makeKit(joined.keyring, platform, paper.passphrase)
				: undefined;
		const journal = await settleIn(
			platform,
			database,
			board,
			here,
			joined,
			paper.passphrase,
			papers,
			made === undefined ? null : { ...made.wanted, ask: 0 },
		);
		return { result: { name: "joined", entries: countEntries(here) }, journal, made };
	} catch (error) {
		if (error instanceof JoinRefused) return refused(causeFor(paper, error.reason));
		if (error instanceof StoreFailure) return refused("storage");
		// An empty passphrase is refused before any work.
		if (error instanceof Refused) return refused("kit-or-passphrase");
		throw error;
	}
}

/** The account that a paper is of; undefined for what is none, which joining then says. */
export async function accountOn({ sort, text }: Paper): Promise<AccountId | undefined> {
	try {
		return (await (sort === "kit" ? parseKitText(text) : parseSheetText(text))).account;
	} catch (error) {
		if (error instanceof Refused) return undefined;
		throw error;
	}
}

/**
 * Another account cannot be asked for what this one's server holds: all of it that would come along is fetched before, from history and
 * trash too. Gives how many photos and voice notes cannot be had (R89).
 */
export async function fetchBeforeLeaving({ open }: Context, account: AccountId): Promise<number> {
	if (!open?.journal.memo.backup || open.journal.vault.account === account) return 0;
	const { journal, exchange } = open;
	const attached = attachedIn(journal);
	if (attached.length === 0) return 0;
	await (await exchange.blobs()).fetchThese(attached.flatMap(keysOf));
	const { readBlobs } = await import("../store/blobs.ts");
	const rows = await readBlobs(journal.place);
	const here = new Set<string>(rows.filter(({ whole }) => whole).map(({ id }) => id));
	return attached.filter((one) => keysOf(one).some(({ id }) => !here.has(id))).length;
}

/** Each once, whoever names it: entries with their history, the trash, and what was left open. */
function attachedIn({ shelf, drafts }: OpenJournal): readonly Attachment[] {
	const revisions = [...shelf.journal().values()].flatMap((one) => [...one.revisions.values()]);
	const all = [...revisions, ...drafts.all().map(({ draft }) => draft)];
	const attached = all.flatMap(({ fields }) => attachmentsOf(fields));
	return [...new Map(attached.map((one) => [one.blob.id, one])).values()];
}

function keysOf({ blob, preview }: Attachment): readonly BlobKey[] {
	return preview === undefined ? [blob] : [preview.blob, blob];
}

/** The whole joined journal is written beside the one that is here, and then made the current one. It wants the `kit`, if there is one. */
export async function settleIn(
	platform: Platform,
	database: Database,
	board: Board,
	here: OpenJournal | undefined,
	joined: Joined,
	passphrase: string,
	papers = noPapersMemo,
	kit: WantedKit | null = null,
): Promise<OpenJournal> {
	const { vault, sealed } = await makeVault(
		platform.argon2id,
		passphrase,
		joined.keyring,
		platform.random,
	);
	const place = await freshPlace(database);
	const memo: Memo = {
		...emptyMemo,
		backup: true,
		kit,
		notices: countEntries(here) > 0 ? ["joined"] : [],
		keys: { ...noKeysMemo, papers },
	};
	const identity = { ...sealed, memo: await sealMemo(vault.seal, memo) };
	const start = joined.verified.before;
	await writeJournal(place, {
		identity,
		pins: await pinsOf(vault, start, undefined),
		own: { counter: 0, id: "" },
	});
	const there = await writeLog(place, vault, joined);
	if (here === undefined) await makeCurrent(place);
	else await here.queue(() => moveIn(here, place, vault, joined, there, memo));
	const journal = await loadJournal(place, await readIdentity(place), vault, board);
	// However it was joined: a passphrase that was changed before is no news to a device that opens with it.
	await recognize(journal, platform.argon2id, passphrase);
	return journal;
}

/** Whoever typed a whole paper had it in hand: a part of it can be asked for from then on. */
function papersBy(
	platform: Platform,
	board: Board,
	{ sort, text }: Paper,
	member: string,
): PapersMemo {
	const typed = todayOf({ platform, board });
	return { ...noPapersMemo, [sort]: { ...drawPart(text, platform.random), member, typed } };
}

/** The log, its position and the view that unlocking reads; gives what the log holds. */
async function writeLog(place: Place, vault: Vault, { links, verified }: Joined): Promise<Journal> {
	const { chain } = verified;
	const { revisions, purged } = await verifying(() => readVerified(vault.dataKeys, verified));
	const kept = await Promise.all(links.map((one) => withoutBodies(one, chain.purged)));
	const placed = verified.accepted.flatMap(({ link, head }, at) => {
		const carried = kept[at];
		return carried === undefined ? [] : [{ seq: link.seq, head, carried }];
	});
	const pins = await pinsOf(vault, chain, undefined);
	await fillLog(place, pins, placed);
	const folded: Journal = foldOut(foldIn(emptyJournal, revisions).journal, purged).journal;
	const { seal } = vault;
	await writeParts({ place, seal, journal: folded, seq: chain.seq, counter: 0 }, [], emptyBook);
	return folded;
}

/** What is here is sealed again as revisions of the joined account, drafts too; then the old journal is gone. */
async function moveIn(
	here: OpenJournal,
	place: Place,
	vault: Vault,
	{ verified: { chain } }: Joined,
	there: Journal,
	memo: Memo,
): Promise<void> {
	const isSame = here.vault.account === vault.account;
	const left = isSame ? leftBeside(here, there, chain.purged) : leftIn(here);
	const { revisions, erasing } = left;
	const origins = new Map(revisions.map((revision) => [revision.id, originOf(revision)]));
	const known = new Set([...origins.values(), ...left.known]);
	const named = (ids: readonly string[]) => [
		...new Set(ids.map((id) => origins.get(id) ?? id).filter((id) => known.has(id))),
	];
	const written: Written[] = [];
	let newest: Newest = { counter: 0, id: "" };
	for (const revision of inOrder(revisions)) {
		const { kind, record, day, fields, schema = 1 } = revision;
		const parents = named(revision.parents);
		// So that an archive from before the joining brings nothing twice (R66).
		const replaces = originOf(revision);
		const statement = { kind, record, parents, schema, day, fields, replaces };
		const one = await writeRevision(vault, newest, counters(chain), statement);
		written.push(one);
		newest = one;
	}
	const rows = written.map(waitingOf);
	// What they name goes before them (R87, R89); in the same account also what was not sent yet of those that its log holds.
	const { moveBlobs } = await import("./blob-parts.ts");
	const all = [...here.shelf.journal().values()].flatMap((one) => [...one.revisions.values()]);
	const drafts = here.drafts.all().map(({ draft }) => draft);
	await moveBlobs(here, place, vault.account, [...(isSame ? all : revisions), ...drafts]);
	await saveRevision(place, rows, 0);
	for (const { draft, parents } of here.drafts.all()) {
		const kept = { draft, parents: named(parents) };
		await writeDraft(place, draft.id, await sealDraft(vault.seal, kept));
	}
	if (erasing.length > 0) {
		await writeErasing(place, await sealMemo(vault.seal, { ...memo, erasing }), []);
	}
	await makeCurrent(place);
}

/** Parents before children. */
function inOrder(left: readonly Revision[]): readonly Revision[] {
	const known = new Map(left.flatMap((one) => [[originOf(one), one] as const]));
	for (const one of left) known.set(one.id, one);
	const done = new Set<string>();
	const ordered: Revision[] = [];
	const visit = (start: Revision): void => {
		const todo = [start];
		for (let at = todo.at(-1); at !== undefined; at = todo.at(-1)) {
			const parents = at.parents.flatMap((id) => known.get(id) ?? []);
			const parent = parents.find((one) => !done.has(one.id) && !todo.includes(one));
			if (parent !== undefined) {
				todo.push(parent);
				continue;
			}
			todo.pop();
			if (!done.has(at.id)) ordered.push(at);
			done.add(at.id);
		}
	};
	for (const revision of left) visit(revision);
	return ordered;
}

export function countEntries(here: OpenJournal | undefined): number {
	const records = here === undefined ? [] : [...here.shelf.journal().values()];
	return records.filter(({ kind }) => isEntryKind(kind)).length;
}

/** A sheet works alone: no passphrase can be the trouble. */
function causeFor({ sort }: Paper, cause: JoinRefused["reason"]): JoinRefused["reason"] {
	return sort === "sheet" && cause === "kit-or-passphrase" ? "sheet" : cause;
}

function refused(cause: Extract<JoinResult, { name: "refused" }>["cause"]): Join {
	return { result: { name: "refused", cause } };
}
