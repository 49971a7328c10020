// The view is written lazily: after a rest, and when the page is hidden. It is only a shortcut.

import { afterPause, type Context, type OpenSession } from "./context.ts";

const rest = 5_000;

export function keepViewSoon(context: Context): void {
	afterPause(context, "view", rest, () => void keepView(context));
}

export async function keepView({ open }: Context): Promise<void> {
	if (open?.journal.viewIsOld) await writeNow(open);
}

async function writeNow({ journal }: OpenSession): Promise<void> {
	const [{ sealView }, { writeView }, { packOldest }] = await Promise.all([
		import("../vault/view.ts"),
		import("../store/identity.ts"),
		import("../store/log.ts"),
	]);
	try {
		await journal.queue(async () => {
			if (journal.unsaved.length > 0 || journal.damaged) return;
			const { chain, newest, shelf, vault, place } = journal;
			const sealed = await sealView(vault.seal, shelf.journal());
			await writeView(place, { seq: chain.seq, counter: newest.counter, sealed });
			journal.viewIsOld = false;
		});
		await packOldest(journal.place);
	} catch {
		// A full disk, or a tab that took over: the log and the outbox hold everything.
	}
}
