// Backup, joining and notices, as the screens ask for them.

import { type Context, openSession, show, todayOf, wholeSession } from "./context.ts";
import type { Moments, Notice, Progress } from "./contract.ts";
import type { Join } from "./join.ts";
import type { Paper } from "./joining.ts";
import { databaseOf, open } from "./lifecycle.ts";

type Keeping = Pick<
	Moments,
	| "whatServerSees"
	| "openKept"
	| "turnOnBackup"
	| "confirmKit"
	| "checkKit"
	| "join"
	| "addPhone"
	| "checkOffer"
	| "pairPhone"
	| "syncSoon"
	| "headCode"
	| "otherCode"
	| "isForked"
	| "bringTogether"
	| "dismiss"
>;

export function makeKeeping(context: Context): Keeping {
	return {
		whatServerSees: async () => (await import("./sees.ts")).whatServerSees(context),
		openKept: async (row) => (await import("./sees.ts")).openKept(context, row),
		async turnOnBackup(invitation, passphrase, progress) {
			const { journal, exchange } = await wholeSession(context);
			const { turnOnBackup } = await import("./backup.ts");
			const { platform } = context;
			const result = await turnOnBackup(
				journal,
				exchange,
				platform,
				invitation,
				passphrase,
				progress,
			);
			// What a person has just had sent again was neither lost nor is it another history.
			if (result.name === "on") await dismiss(context, "fork", "healed");
			show(context);
			return result;
		},
		async confirmKit(typed) {
			const { journal } = openSession(context);
			const { confirmKit } = await import("./backup.ts");
			const confirmed = await confirmKit(journal, typed, todayOf(context));
			show(context);
			return confirmed;
		},
		async checkKit(text) {
			const { checkKit } = await import("./backup.ts");
			return checkKit(text);
		},
		join: async (kit, passphrase, progress, isTold) =>
			(await enter(context, { sort: "kit", text: kit, passphrase }, progress, isTold)).result,
		addPhone: async (passphrase) => (await import("./adding.ts")).startAdding(context, passphrase),
		checkOffer: async (text) => (await import("./offer-check.ts")).checkOffer(text),
		pairPhone: async (text) => (await import("./pairing.ts")).startPairing(context, text),
		syncSoon: () => context.open?.exchange.wake(),
		headCode: async () => context.open?.exchange.headCode(),
		otherCode: async () => context.open?.exchange.otherCode(),
		isForked: () => context.open?.exchange.isForked() ?? false,
		async bringTogether() {
			const result = await (await wholeSession(context)).exchange.bringTogether();
			if (result === "together") await dismiss(context, "fork");
			show(context);
			return result;
		},
		dismiss: (notice) => void dismiss(context, notice),
	};
}

/** Joins an account by what a person has on paper. */
export async function enter(
	context: Context,
	paper: Paper,
	progress: Progress,
	isTold = false,
): Promise<Join> {
	const { board, platform, locks } = context;
	const here = context.open && (await wholeSession(context)).journal;
	if (here === undefined && !(await platform.tabs.claim(false, () => undefined))) {
		return { result: { name: "refused", cause: "busy" } };
	}
	const { accountOn, fetchBeforeLeaving, joinAccount } = await import("./join.ts");
	progress(undefined);
	const account = await accountOn(paper);
	const count = account === undefined ? 0 : await fetchBeforeLeaving(context, account);
	if (count > 0 && !isTold) return { result: { name: "lacks", count } };
	const database = await databaseOf(context);
	const joined = await joinAccount(platform, database, board, here, paper, progress);
	// Locked meanwhile: the joined journal waits behind the lock.
	if ("journal" in joined && context.locks === locks) await open(context, joined.journal);
	return joined;
}

async function dismiss(context: Context, ...notices: readonly Notice[]): Promise<void> {
	const { board, open: session } = context;
	board.notices.value = board.notices.value.filter((notice) => !notices.includes(notice));
	if (session === undefined) return;
	const { changeMemo, inBackground } = await import("./exchange.ts");
	inBackground(changeMemo(session.journal, { notices: board.notices.value }));
}
