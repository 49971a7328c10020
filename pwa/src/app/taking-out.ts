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
		const held = new Map((await wholeSession(context)).journal.shelf.journal());
		const contents = counted(contentsOf(held), revisionsIn(held), progress);
		const pieces = sealArchive(argon2id, passphrase, contents, random);
		return fileOf(pieces, "application/octet-stream", stop);
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
		const [{ readableFiles }, { zipped }] = await Promise.all([
			import("./readable-files.ts"),
			import("./zip.ts"),
		]);
		const held = new Map((await wholeSession(context)).journal.shelf.journal());
		const files = readableFiles(held, context.board.drafts.value, legible, progress);
		const pieces = resting(zipped(files), context.platform.later);
		return fileOf(pieces, "application/zip", stop);
	});
}

async function taking(
	context: Context,
	passphrase: string,
	progress: Progress,
	make: () => Promise<Blob>,
): Promise<TakeResult> {
	progress(undefined);
	const { journal } = openSession(context);
	const { wrapped } = await readIdentity(journal.place);
	if (!(await checkPassphrase(context.platform.argon2id, passphrase, wrapped))) {
		return { name: "refused", cause: "passphrase" };
	}
	try {
		const file = await make();
		const records = [...journal.shelf.journal().values()];
		return { name: "made", file, entries: records.filter(({ kind }) => isEntryKind(kind)).length };
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
	pieces: Iterable<T>,
	later: Context["platform"]["later"],
): AsyncGenerator<T> {
	let made = 0;
	for (const piece of pieces) {
		yield piece;
		made += 1;
		if (made % 64 === 0) await new Promise<void>((resolve) => later(0, resolve));
	}
}
