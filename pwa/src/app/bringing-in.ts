// What a person brings: a file is looked into, what it holds is said, and only a yes takes it in. A file that does not fit changes nothing.

import { isArchive, openArchive } from "../../../crypto/ts/archive.ts";
import type { Measured } from "../../../crypto/ts/blob.ts";
import type { Content } from "../../../crypto/ts/content.ts";
import { type Kind, Refused } from "../../../crypto/ts/errors.ts";
import { type CivilDay, isCivilDay } from "../journal/day.ts";
import { isEntryKind } from "../journal/kinds.ts";
import { settingsKind } from "../journal/settings.ts";
import { StoreFailure } from "../store/failure.ts";
import type { Statement } from "../vault/writing.ts";
import { checkKind, freshIn, statementOf, takeIn } from "./archive.ts";
import { afterPause, type Context, show, wholeSession } from "./context.ts";
import type { BringResult, Found, LookCause, LookResult, Progress } from "./contract.ts";
import { piecesOf } from "./file.ts";
import type { OpenJournal } from "./open-journal.ts";
import { keepViewSoon } from "./view.ts";

/** Far more than a journal of words; what is read lies in memory until it is taken in. */
const largest = 536_870_912;
const burst = 50;

/** `passphrase` is that of the file; undefined until a file has shown that it needs one. */
export async function lookInto(
	context: Context,
	file: File,
	passphrase: string | undefined,
	progress: Progress,
): Promise<LookResult> {
	progress(undefined);
	if (file.size > largest) return refused("too-large");
	try {
		const first = new Uint8Array(await file.slice(0, 32).arrayBuffer());
		if (!isArchive(first)) {
			const { lookIntoForeign } = await import("./foreign.ts");
			return await lookIntoForeign(context, file, progress);
		}
		if (passphrase === undefined) return { name: "sealed" };
		return await lookIntoArchive(context, file, passphrase, progress);
	} catch (error) {
		if (error instanceof Refused) return refused(causes[error.kind] ?? "damaged");
		// The browser could not read the file: it was moved, or the card was taken out.
		if (error instanceof DOMException) return refused("unreadable");
		throw error;
	}
}

/** An empty passphrase is refused `encoding` before any work; it opens nothing either. */
const causes: { readonly [kind in Kind]?: LookCause } = { version: "newer", open: "passphrase" };

async function lookIntoArchive(
	context: Context,
	file: File,
	passphrase: string,
	progress: Progress,
): Promise<LookResult> {
	const { argon2id } = context.platform;
	const { measuring } = await import("./blob-parts.ts");
	const { keep, found } = measuring();
	const contents = await openArchive(argon2id, passphrase, piecesOf(file, progress), keep);
	const { journal } = await wholeSession(context);
	const fresh = freshIn(journal, contents);
	const seal = async (during: Progress): Promise<readonly string[]> =>
		found.size === 0 ? [] : sealFiles(context, journal, file, passphrase, contents, found, during);
	return {
		name: "found",
		source: "archive",
		...countsOf(contents, fresh),
		bring: (during) =>
			bring(context, journal, () => freshIn(journal, contents).map(statementOf), during, seal),
	};
}

/** Their files go before them onto the disk, in a second reading of what was verified in the first (R66, R87). */
async function sealFiles(
	context: Context,
	journal: OpenJournal,
	file: File,
	passphrase: string,
	contents: readonly Content[],
	measured: ReadonlyMap<string, Measured>,
	progress: Progress,
): Promise<readonly string[]> {
	const { sealingFiles } = await import("./blob-parts.ts");
	const { keep, begun } = sealingFiles(journal, freshIn(journal, contents), measured);
	const { argon2id } = context.platform;
	try {
		await openArchive(argon2id, passphrase, piecesOf(file, progress), keep);
		return begun;
	} catch (error) {
		await dropBegun(journal, begun);
		throw error;
	}
}

async function dropBegun({ place, inHand }: OpenJournal, begun: readonly string[]): Promise<void> {
	const { dropBlobs } = await import("../store/blobs.ts");
	for (const id of begun) inHand.delete(id);
	// Where the disk refuses even that, it is swept when the journal is opened again.
	await dropBlobs(place, begun, true).catch(() => undefined);
}

/** What is counted are records that a person wrote, each with everything that became of it. */
function countsOf(
	contents: readonly Content[],
	fresh: readonly Content[],
): Pick<Found, "fresh" | "known" | "from" | "to"> {
	const [all, ours] = [entriesIn(contents), entriesIn(fresh)];
	return { fresh: ours.size, known: all.size - ours.size, ...stretchOf(fresh) };
}

function entriesIn(contents: readonly Content[]): ReadonlySet<string> {
	const written = contents.filter(({ kind }) => kind !== settingsKind && kind !== checkKind);
	return new Set(written.map(({ record }) => record));
}

/** The first and the last day of what is new; undefined where nothing is. */
export function stretchOf(
	said: readonly Pick<Statement, "kind" | "day">[],
): Pick<Found, "from" | "to"> {
	const days = said
		.filter(({ kind }) => isEntryKind(kind))
		.map(({ day }) => day)
		.filter((day): day is CivilDay => isCivilDay(day))
		.sort();
	return { from: days[0], to: days.at(-1) };
}

/** `seal` puts onto the disk what goes before them. `choose` is asked once it is this work's turn: what came meanwhile comes no second time. */
export async function bring(
	context: Context,
	journal: OpenJournal,
	choose: () => readonly Statement[],
	progress: Progress,
	seal: (progress: Progress) => Promise<readonly string[]> = async () => [],
): Promise<BringResult> {
	progress(undefined);
	let begun: readonly string[] = [];
	try {
		begun = await seal(progress);
		await takeIn(journal, choose, progress);
	} catch (error) {
		await dropBegun(journal, begun);
		// Taken out, or changed since it was looked into: nothing of it is here.
		if (error instanceof DOMException) return "storage";
		if (error instanceof StoreFailure) return "storage";
		if (error instanceof Refused) return error.kind === "length" ? "too-large" : "storage";
		throw error;
	}
	// Locked meanwhile: it is here, and shows with the next unlocking.
	if (context.open?.journal !== journal) return "brought";
	show(context);
	keepViewSoon(context);
	afterPause(context, "send", burst, () => context.open?.exchange.wake());
	return "brought";
}

export function refused(cause: LookCause): LookResult {
	return { name: "refused", cause };
}
