// Who holds a key, and the passphrase, as the screens ask for them.

import { type Context, openSession, show, todayOf } from "./context.ts";
import type { JoinResult, Moments, Present, Progress } from "./contract.ts";
import type { Paper } from "./joining.ts";
import { enter } from "./keeping.ts";
import type { LocalKey } from "./passphrase-change.ts";

type KeyKeeping = Pick<
	Moments,
	| "checkSheet"
	| "recover"
	| "whoHoldsKeys"
	| "dismissKeyNews"
	| "removeHolder"
	| "changePassphrase"
	| "learnPassphrase"
	| "makeSheet"
	| "knownPapers"
	| "typeBack"
	| "sealAnew"
	| "stopSealingAnew"
>;

export function makeKeyKeeping(context: Context): KeyKeeping {
	return {
		checkSheet: async (text) => (await import("./backup.ts")).checkSheet(text),
		recover: (sheet, passphrase, progress, isTold) =>
			recover(context, { sort: "sheet", text: sheet, passphrase }, progress, isTold),
		async whoHoldsKeys() {
			const { journal } = openSession(context);
			return (await import("./rotating.ts")).whoHoldsKeys(journal);
		},
		dismissKeyNews: () => void dismiss(context),
		async removeHolder(id, passphrase, progress) {
			const { journal, exchange } = openSession(context);
			const { removeHolder } = await import("./rotating.ts");
			const { platform } = context;
			return thenTell(context, removeHolder(journal, exchange, platform, id, passphrase, progress));
		},
		async makeSheet(passphrase, progress) {
			const { journal, exchange } = openSession(context);
			const { makeSheet } = await import("./rotating.ts");
			return thenTell(
				context,
				makeSheet(journal, exchange, context.platform, passphrase, progress),
			);
		},
		async knownPapers() {
			const { journal } = openSession(context);
			return (await import("./papers.ts")).knownPapers(journal);
		},
		async typeBack(paper, typed) {
			const { journal } = openSession(context);
			return (await import("./papers.ts")).typeBack(journal, paper, typed, todayOf(context));
		},
		async sealAnew() {
			const { journal, exchange } = openSession(context);
			const { beginAnew } = await import("./sealing-anew.ts");
			return thenTell(context, beginAnew(journal, exchange));
		},
		async stopSealingAnew() {
			const { journal } = openSession(context);
			const { stopAnew } = await import("./sealing-anew.ts");
			return thenTell(context, stopAnew(journal));
		},
		async changePassphrase(present, next, progress) {
			const { journal, exchange } = openSession(context);
			const { changePassphrase } = await import("./passphrase-change.ts");
			const { platform } = context;
			const localKey = localKeyOf(context, present);
			const day = todayOf(context);
			return thenTell(
				context,
				changePassphrase(journal, exchange, platform, localKey, next, day, progress),
			);
		},
		async learnPassphrase(present, next, progress) {
			const { journal } = openSession(context);
			const { learnPassphrase } = await import("./passphrase-change.ts");
			const localKey = localKeyOf(context, present);
			return thenTell(
				context,
				learnPassphrase(journal, context.platform, localKey, next, progress),
			);
		},
	};
}

/** `present` undefined: forgotten, and this phone's lock stands in for it. */
function localKeyOf(context: Context, present: Present): LocalKey {
	return async () => (await import("./passkey.ts")).localKeyBy(context, present);
}

/** What changed by it shows before it is answered. */
async function thenTell<T>(context: Context, work: Promise<T>): Promise<T> {
	const result = await work;
	show(context);
	const { tellKeyNews } = await import("./key-news.ts");
	await tellKeyNews(context);
	return result;
}

async function recover(
	context: Context,
	paper: Paper,
	progress: Progress,
	isTold: boolean | undefined,
): Promise<JoinResult> {
	const joined = await enter(context, paper, progress, isTold);
	const { open, platform } = context;
	if (!("journal" in joined) || joined.made === undefined || open === undefined) {
		return joined.result;
	}
	const { made, result } = joined;
	const { announcePassphrase } = await import("./passphrase-change.ts");
	const day = todayOf(context);
	const { unlessRefused } = await import("./exchange.ts");
	const kit = await unlessRefused(
		announcePassphrase(open.journal, open.exchange, platform, made, paper.passphrase, day),
	);
	return thenTell(context, Promise.resolve(kit === undefined ? result : { ...result, kit }));
}

async function dismiss(context: Context): Promise<void> {
	const { journal } = openSession(context);
	const { changeKeysMemo, inBackground } = await import("./exchange.ts");
	const seen = journal.chain.roster?.number ?? null;
	inBackground(thenTell(context, changeKeysMemo(journal, { seen })));
}
