// What the screens read: one signal for each thing that shows. Locking clears all of it at once.

import { batch, type Signal, signal } from "@preact/signals";
import { defaultSettings } from "../journal/default-settings.ts";
import type {
	Backup,
	Draft,
	Entry,
	KeyNews,
	Notice,
	Phase,
	Practice,
	SaveState,
	Settings,
} from "./contract.ts";

export interface Board {
	readonly phase: Signal<Phase>;
	readonly covered: Signal<boolean>;
	readonly entries: Signal<readonly Entry[]>;
	/** False while the older ones of them are still being read. */
	readonly whole: Signal<boolean>;
	readonly trash: Signal<readonly Entry[]>;
	readonly drafts: Signal<readonly Draft[]>;
	readonly saveState: Signal<SaveState>;
	readonly online: Signal<boolean>;
	readonly backup: Signal<Backup>;
	readonly signedOut: Signal<boolean>;
	readonly notices: Signal<readonly Notice[]>;
	readonly keyNews: Signal<KeyNews>;
	readonly sealingAnew: Signal<number | undefined>;
	/** Blobs of attachments that are not backed up yet. */
	readonly unsent: Signal<ReadonlySet<string>>;
	readonly settings: Signal<Settings>;
	/** Nothing of the journal, like what follows: locking leaves it. */
	readonly passkey: Signal<boolean>;
	readonly practice: Signal<Practice | undefined>;
	readonly updateWaiting: Signal<boolean>;
	readonly storage: Signal<{ readonly usage: number; readonly persisted: boolean } | undefined>;
}

const noKeyNews: KeyNews = { changes: [], changedOn: undefined, removal: undefined };

export function makeBoard(): Board {
	return {
		phase: signal<Phase>({ name: "starting" }),
		covered: signal(false),
		entries: signal<readonly Entry[]>([]),
		whole: signal(false),
		trash: signal<readonly Entry[]>([]),
		drafts: signal<readonly Draft[]>([]),
		saveState: signal<SaveState>({ name: "saved-here" }),
		online: signal(true),
		backup: signal<Backup>({ name: "off" }),
		signedOut: signal(false),
		notices: signal<readonly Notice[]>([]),
		keyNews: signal(noKeyNews),
		sealingAnew: signal<number | undefined>(undefined),
		unsent: signal<ReadonlySet<string>>(new Set()),
		settings: signal(defaultSettings),
		passkey: signal(false),
		practice: signal(undefined),
		updateWaiting: signal(false),
		storage: signal(undefined),
	};
}

/** Nothing of the journal shows any more. */
export function clearBoard(board: Board, phase: Phase): void {
	batch(() => {
		board.phase.value = phase;
		board.entries.value = [];
		board.whole.value = false;
		board.trash.value = [];
		board.drafts.value = [];
		board.notices.value = [];
		board.keyNews.value = noKeyNews;
		board.sealingAnew.value = undefined;
		board.unsent.value = new Set();
		board.backup.value = { name: "off" };
		board.signedOut.value = false;
		board.saveState.value = { name: "saved-here" };
		board.storage.value = undefined;
	});
}

export function addNotice(board: Board, notice: Notice): void {
	if (!board.notices.value.includes(notice)) board.notices.value = [...board.notices.value, notice];
}
