// The view is written lazily: after a rest, and when the page is hidden. It is only a shortcut.

import { afterPause, type Context, type OpenSession } from "./context.ts";
import type { OpenJournal } from "./open-journal.ts";

const rest = 5_000;

export function keepViewSoon(context: Context): void {
	afterPause(context, "view", rest, () => void keepView(context));
}

export async function keepView({ open }: Context): Promise<void> {
	if (open?.journal.viewIsOld) await writeNow(open);
}

async function writeNow({ journal }: OpenSession): Promise<void> {
	const { packOldest } = await import("../store/log.ts");
	await journal.queue(async () => {
		await writeViewNow(journal);
		await packOldest(journal.place).catch(() => undefined);
	});
}

/** To be called within the journal's queue. */
export async function writeViewNow(journal: OpenJournal): Promise<void> {
	// What was not read yet would be missing in it.
	if (journal.unsaved.length > 0 || journal.damaged || journal.unread.parts.length > 0) return;
	const { chain, newest, vault, place, shelf } = journal;
	try {
		const { writeParts } = await import("./view-writing.ts");
		const at = { seq: chain.seq, counter: newest.counter };
		const view = { place, seal: vault.seal, journal: shelf.journal(), ...at };
		journal.book = await writeParts(view, shelf.changed(), journal.book);
		shelf.settle();
		journal.viewIsOld = false;
	} catch {
		// A full disk, or a tab that took over: the log and the outbox hold everything.
	}
}
