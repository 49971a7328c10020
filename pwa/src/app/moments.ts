// The app behind its screens. Only what decides the first screen is loaded at once; keys, journal and exchange come when
// a passphrase does.

import { effect } from "@preact/signals";
import { type Board, makeBoard } from "./board.ts";
import { browserPlatform } from "./browser.ts";
import { type Context, show } from "./context.ts";
import type { Moments } from "./contract.ts";
import { makeDesk } from "./desk.ts";
import { makeDoors } from "./doors-part.ts";
import { makeKeeping } from "./keeping.ts";
import { makeKeyKeeping } from "./key-keeping.ts";
import { makeLeaving } from "./leaving.ts";
import { lock, makeLifecycle, start } from "./lifecycle.ts";
import { makePasskeyPart } from "./passkey-part.ts";
import type { Platform } from "./platform.ts";
import { browserShelf } from "./practice-shelf.ts";
import { watchPresence } from "./presence.ts";
import { watchRelease } from "./release.ts";
import { keepView } from "./view.ts";

/** The app in this page, on the real clock, network and disk. */
export function startMoments(): Moments {
	const { context, moments, started } = makeMoments(browserPlatform());
	const { board } = context;
	const presence = watchPresence(
		() => (board.phase.value.name === "open" ? board.settings.value : undefined),
		{
			away() {
				void keepView(context);
				context.open?.exchange.leave();
			},
			back: () => context.open?.exchange.come(),
			lock: () => lock(context),
		},
		Date.now,
	);
	const release = watchRelease();
	effect(() => {
		board.covered.value = presence.covered.value;
	});
	effect(() => {
		board.updateWaiting.value = release.waiting.value;
	});
	watchNetwork(context);
	void started.then(() => hearPractice(context));
	return { ...moments, applyUpdate: release.apply };
}

/** The app on any surroundings. */
export function makeMoments(platform: Platform): {
	readonly context: Context;
	readonly moments: Moments;
	/** Resolves once the first phase is decided. */
	readonly started: Promise<void>;
} {
	const board: Board = makeBoard();
	const context: Context = {
		platform,
		board,
		database: undefined,
		opening: undefined,
		open: undefined,
		locks: 0,
	};
	const moments: Moments = {
		...board,
		...makeLifecycle(context),
		...makeDesk(context),
		...makeKeeping(context),
		...makeKeyKeeping(context),
		...makePasskeyPart(context),
		...makeDoors(context),
		...makeLeaving(context),
		async suggestPassphrase(language) {
			const { suggestWords } = await import("../vault/words.ts");
			return suggestWords(language, platform.random);
		},
		attachments: async () => (await import("./attachments-part.ts")).attachments(context),
		release: async () => (await import("./fingerprint.ts")).readRelease(platform.fetch),
		applyUpdate: () => undefined,
	};
	return { context, moments, started: start(context) };
}

/** After the first screen, which does not wait for it. */
async function hearPractice({ board, platform }: Context): Promise<void> {
	const { followPractice } = await import("./practice.ts");
	const hear = await followPractice(board.practice, platform.fetch, browserShelf());
	addEventListener("online", hear);
}

function watchNetwork(context: Context): void {
	const { board } = context;
	const look = (): void => {
		board.online.value = navigator.onLine;
		const isSeen = document.visibilityState === "visible";
		if (navigator.onLine && isSeen) context.open?.exchange.come();
		show(context);
	};
	addEventListener("online", look);
	addEventListener("offline", look);
	board.online.value = navigator.onLine;
}
