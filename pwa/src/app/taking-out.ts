// What a person takes with them: the whole journal sealed in one file, or as pages that anyone can read. The passphrase is asked first (C20).

import { sealArchive } from "../../../crypto/ts/archive.ts";
import type { Content } from "../../../crypto/ts/content.ts";
import { isEntryKind } from "../journal/kinds.ts";
import { readIdentity } from "../store/identity.ts";
import { checkPassphrase } from "../vault/vault.ts";
import { contentsOf, revisionsIn } from "./archive.ts";
import { type Context, openSession, wholeSession } from "./context.ts";
import type { Legible, Progress, TakeResult } from "./contract.ts";
import { fileOf, Stopped } from "./file.ts";

/** The sealed archive opens with this passphrase, also after the journal has another one. */
export function sealedArchive(
	context: Context,
	passphrase: string,
	progress: Progress,
	stop: AbortSignal,
): Promise<TakeResult> {
	return taking(context, passphrase, progress, async () => {
		const { argon2id, random } = context.platform;
		// As it is now: what is saved meanwhile goes on changing the other.
		const { journal, exchange } = await wholeSession(context);
		const held = new Map(journal.shelf.journal());
		const contents = counted(contentsOf(held), revisionsIn(held), progress);
		const { carriedFiles } = await import("./blob-parts.ts");
		const { shelf } = await exchange.blobs();
		const { files, lacks } = await carriedFiles(journal, shelf, contentsOf(held));
		const carried = files.length > 0 ? files : undefined;
		const pieces = sealArchive(argon2id, passphrase, contents, random, carried);
		return { file: await fileOf(pieces, "application/octet-stream", stop), lacks };
	});
}

/** A ZIP of Markdown, JSON and a page to look at. */
export function readableArchive(
	context: Context,
	passphrase: string,
	legible: Legible,
	progress: Progress,
	stop: AbortSignal,
): Promise<TakeResult> {
	return taking(context, passphrase, progress, async () => {
		const [{ readableFiles }, { zippedWith }, { leavesOf }] = await Promise.all([
			import("./readable-files.ts"),
			import("./zip.ts"),
			import("../journal/leaf.ts"),
		]);
		const { journal, exchange } = await wholeSession(context);
		const held = new Map(journal.shelf.journal());
		const drafts = context.board.drafts.value;
		const { readableAttachments } = await import("./blob-parts.ts");
		const { shelf } = await exchange.blobs();
		const all = [...leavesOf(held), ...drafts];
		const { files: contents, lacks } = await readableAttachments(journal, shelf, all);
		const beside = new Map(contents.map(({ id, name }) => [id, name]));
		const files = readableFiles(held, drafts, beside, legible, progress);
		const pieces = resting(zippedWith(files, contents), context.platform.later);
		return { file: await fileOf(pieces, "application/zip", stop), lacks };
	});
}

async function taking(
	context: Context,
	passphrase: string,
	progress: Progress,
	make: () => Promise<{ readonly file: Blob; readonly lacks: boolean }>,
): Promise<TakeResult> {
	progress(undefined);
	const { journal } = openSession(context);
	const { wrapped } = await readIdentity(journal.place);
	if (!(await checkPassphrase(context.platform.argon2id, passphrase, wrapped))) {
		return { name: "refused", cause: "passphrase" };
	}
	try {
		const made = await make();
		const records = [...journal.shelf.journal().values()];
		const entries = records.filter(({ kind }) => isEntryKind(kind)).length;
		return { name: "made", ...made, entries };
	} catch (error) {
		if (error instanceof Stopped) return { name: "refused", cause: "stopped" };
		throw error;
	}
}

function* counted(
	contents: Iterable<Content>,
	all: number,
	progress: Progress,
): Generator<Content> {
	let done = 0;
	for (const content of contents) {
		yield content;
		done += 1;
		progress(done / all);
	}
}

/** Lets the page draw, and hear that it is to stop, between pieces that are made without waiting for anything. */
async function* resting<T>(
	pieces: AsyncIterable<T>,
	later: Context["platform"]["later"],
): AsyncGenerator<T> {
	let made = 0;
	for await (const piece of pieces) {
		yield piece;
		made += 1;
		if (made % 64 === 0) await new Promise<void>((resolve) => later(0, resolve));
	}
}
