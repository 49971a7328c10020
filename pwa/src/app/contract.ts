// The seam between the app and its screens. The screens know this file and nothing behind it; nothing here names a key, a request or a database.
// Words that a person reads are chosen by the screens: what crosses here are states and typed causes, never sentences.

import type { ReadonlySignal } from "@preact/signals";

import type { CivilDay } from "../journal/day.ts";
import type { Settings, TodayPart } from "../journal/default-settings.ts";
import type { Difference } from "../journal/difference.ts";
import type { EntryId } from "../journal/entry-id.ts";
import type { Span } from "../journal/folding.ts";
import type { EntryKind } from "../journal/kinds.ts";
import type { Piece } from "../journal/prose.ts";
import type { Fields } from "../journal/revision.ts";
import type { AttachedCause, Attachments } from "./attachment-contract.ts";
import type { KeyMoments } from "./key-contract.ts";
import type { Leaving } from "./leaving-contract.ts";
import type { Adding, OfferCheck, Pairing } from "./pairing-states.ts";

export type * from "./attachment-contract.ts";
export type * from "./key-contract.ts";
export * from "./kind-contract.ts";
export type * from "./leaving-contract.ts";
export type * from "./pairing-states.ts";
export type * from "./passkey-contract.ts";

/**
 * `CivilDay`: a civil date, `YYYY-MM-DD`, of the person's own day (which may start after midnight). `EntryId`: a record id in hexadecimal.
 * `Piece`: plain words, or the versions that two devices wrote at the same place. `Difference`: a run of words that is the same in
 * two texts, gone, or come. `Span`: a part of a text, in UTF-16 units. `EntryKind`: what an entry is (a page, a moment, …); `Fields`: what
 * only its kind knows, read and made by the kinds below. They are the journal's own words.
 */
export type { CivilDay, Difference, EntryId, EntryKind, Fields, Piece, Settings, Span, TodayPart };

export type Language = "en" | "es";

export type Phase =
	| { readonly name: "starting" }
	/** Nothing is on this device yet: welcome, then a passphrase. */
	| { readonly name: "new" }
	/** Nothing may show. `damaged`: the local database could not be read whole. */
	| { readonly name: "locked"; readonly damaged: boolean }
	| { readonly name: "open" }
	/** Another tab of this browser has the journal open: it can be taken over by `takeOver`. */
	| { readonly name: "elsewhere" }
	/**
	 * This browser refuses storage (private window, blocked) or lacks what is needed; or another window runs another version of the app: a
	 * `newer` one has the database, until this page is loaded again, or an older one does not let go of it (`blocked`), until it is closed.
	 */
	| { readonly name: "unusable"; readonly cause: UnusableCause };

export type UnusableCause = "storage" | "browser" | "newer" | "blocked";

/** What can truthfully be said of the newest words. `since` is milliseconds since 1970. */
export type SaveState =
	| { readonly name: "saved-here" }
	| { readonly name: "saving" }
	/**
	 * Not on disk: the disk is full or refuses, and the words are in memory; offer `exportReadable`. Or `too-large`: no
	 * sealed page can hold so many words, which stay on disk as a draft.
	 */
	| { readonly name: "not-saved"; readonly cause: "disk-full" | "storage" | "too-large" }
	/** Saved on this phone; the server could not be reached. */
	| { readonly name: "waiting"; readonly since: number }
	/** Saved on this phone; being sent, or about to be. */
	| { readonly name: "sending" }
	/** Seen again in a verified head. */
	| { readonly name: "backed-up"; readonly at: number }
	/** The words are; photos or voice notes are on their way, or wait for what the cause says. */
	| { readonly name: "words-backed-up"; readonly cause: AttachedCause | undefined }
	/** Saved on this phone; the backup does not get through though the server answers. */
	| { readonly name: "behind"; readonly since: number; readonly cause: BehindCause };

export type BehindCause =
	| "server"
	| "account-full"
	| "entry-too-large"
	| "signed-out"
	| "frozen"
	| "removed";

export interface Entry {
	readonly id: EntryId;
	readonly kind: EntryKind;
	readonly day: CivilDay;
	/** When it was begun, milliseconds since 1970. Orders the entries of a day. */
	readonly at: number;
	/** Every word, both versions of an ambiguous place one after the other. What the editor opens with. */
	readonly text: string;
	/** The same, for showing; one string where nothing is ambiguous. */
	readonly pieces: readonly Piece[];
	/** The person's own, ascending. */
	readonly tags: readonly string[];
	/** What only its kind knows: `moment.read(entry.fields)` and the like. */
	readonly fields: Fields;
	/** The text and the person's words in the fields, for a list and for a search. What is put away (`isClosed`) is left out. */
	readonly words: string;
	readonly trashed: boolean;
	/** False while its newest revision has not been seen in a verified head. */
	readonly backedUp: boolean;
}

export interface Draft {
	readonly id: EntryId;
	readonly kind: EntryKind;
	readonly day: CivilDay;
	readonly at: number;
	readonly text: string;
	readonly tags: readonly string[];
	readonly fields: Fields;
	/** True where the entry exists already and this is an edit of it. */
	readonly edit: boolean;
}

/** What an entry said from one saving to the next. */
export interface Version {
	readonly id: string;
	readonly day: CivilDay;
	readonly text: string;
	readonly tags: readonly string[];
	readonly fields: Fields;
	/** The text and the person's words in the fields. */
	readonly words: string;
	/** Milliseconds since 1970; undefined for what was saved before that was kept. */
	readonly savedAt: number | undefined;
	/** What the entry holds now: one, or one for each device that wrote at the same time. */
	readonly isCurrent: boolean;
	readonly device: "here" | "another";
}

export type Backup =
	| { readonly name: "off" }
	/**
	 * On, but no part of the kit was typed back yet. `ask` is the group (1 to 12) that `confirmKit` wants, also after a restart; 0 if the kit never
	 * came so far as to be shown. `turnOnBackup` (with any invitation text) then makes a new kit in place of the one that is gone.
	 */
	| { readonly name: "kit-unconfirmed"; readonly ask: number }
	| { readonly name: "on"; readonly devices: number };

export interface Kit {
	/** Twelve groups of five symbols, joined by single spaces. */
	readonly text: string;
	/** What the QR code holds. */
	readonly qr: string;
	/** The group (1 to 12) that is to be typed back. */
	readonly ask: number;
}

/** `apart`: they differ in who holds a key, or in what was sealed again, and are never brought together so. `later`: the server was not there. */
export type TogetherResult = "together" | "apart" | "later";

/** Things a person is told once, calmly, until dismissed. Each has one sentence in every language. */
export type Notice =
	/** The server's log was behind; this device put the missing part back. */
	| "healed"
	/** Two histories differ: sync is frozen, writing goes on, the head code can be compared. */
	| "fork"
	/** What the server sent did not verify: nothing of it was used. */
	| "tampered"
	/** This device's id is in use twice (its storage was copied or rolled back): it goes on as a new device. */
	| "renewed"
	/** The same, and the account has no place for a new device: the exchange has stopped. */
	| "cloned"
	/** This device was removed from the account. */
	| "removed"
	/** A part of the local database was damaged; the intact part is open, the rest is fetched again where it can be. */
	| "damaged"
	/** Storage is not protected from clearing (private window, or persistence refused). */
	| "not-persistent"
	/** Entries written here before joining are now part of the joined account. */
	| "joined";

/** Progress of long work, 0 to 1, or undefined while its length is unknown. */
export type Progress = (part: number | undefined) => void;

export type EraseResult = "erased" | "failed";
export type UnlockResult = "open" | "wrong-passphrase" | "failed";
export type BackupResult =
	| { readonly name: "on"; readonly kit: Kit }
	| {
			readonly name: "refused";
			readonly cause: "passphrase" | "invitation" | "unreachable" | "server" | "busy" | "storage";
	  };
export type KitCheck = "ok" | "checksum" | "length" | "symbol" | "version" | "is-sheet";
export type JoinResult =
	/** `kit`: the one that takes the place of the kit before, after a recovery by sheet. */
	| { readonly name: "joined"; readonly entries: number; readonly kit?: Kit }
	/** So many photos or voice notes of this journal cannot be had and would stay behind: only who was told goes on (R89). */
	| { readonly name: "lacks"; readonly count: number }
	/** `kit-or-passphrase` never says which of the two. */
	| {
			readonly name: "refused";
			readonly cause:
				| KitCheck
				| "is-kit"
				| "sheet"
				| "kit-or-passphrase"
				| "unreachable"
				| "server"
				| "tampered"
				| "too-many-devices"
				| "busy"
				| "storage";
	  };

/**
 * What came of a door. `unknown`: the server knows no such account, or not this device. Where it is not `done`, nothing was changed
 * as far as this device can know.
 */
export type DoorResult =
	| "done"
	| "passphrase"
	| "unreachable"
	| "busy"
	| "server"
	| "unknown"
	| "storage";

/** One column of a row that the server keeps, as it is. */
export interface KeptValue {
	readonly name: string;
	readonly value: Uint8Array | bigint | string | null;
}
export type KeptRow = readonly KeptValue[];
export interface KeptTable {
	readonly name: string;
	readonly rows: readonly KeptRow[];
}
/** Everything that the server says it keeps about this account. */
export type Seen =
	| { readonly name: "seen"; readonly tables: readonly KeptTable[] }
	/** Without backup it keeps nothing. */
	| { readonly name: "off" }
	| { readonly name: "unreachable" | "server" };
/** What one of its rows is, once opened here. `closed`: it does not open with the keys of this account. */
export type OpenedRow =
	| {
			readonly name: "entry";
			readonly kind: EntryKind;
			readonly day: CivilDay;
			readonly words: string;
	  }
	| { readonly name: "settings" | "other" | "closed" };

/** Whom else to call, named by the practice. What it did not say is empty; `phone` or `text` (for messages) is not. */
export interface OwnContact {
	readonly name: string;
	readonly purpose: string;
	readonly phone: string;
	readonly text: string;
	readonly hours: string;
}
/** What the practice says of itself, in its own words and its own language. What it did not say is empty. */
export interface Practice {
	readonly name: string;
	readonly contact: string;
	readonly phone: string;
	readonly hours: string;
	/** `#rrggbb`, as an ornament only. */
	readonly colour: string;
	readonly contacts: readonly OwnContact[];
	/** How long its server's backups keep what was erased, in days; 0 where it does not say. */
	readonly backupDays: number;
	/** Paragraphs of its privacy notice and of its terms of use. */
	readonly privacy: readonly string[];
	readonly terms: readonly string[];
}

export interface Moments extends KeyMoments, Leaving {
	readonly phase: ReadonlySignal<Phase>;
	/** True while the page must show nothing (blur, pagehide, app switcher). `<html data-covered>` follows it at once. */
	readonly covered: ReadonlySignal<boolean>;
	/** Newest day first, within a day in order of `at`. Without the trash. */
	readonly entries: ReadonlySignal<readonly Entry[]>;
	/** False while only the newest of them are there: what is said of all of them waits. */
	readonly whole: ReadonlySignal<boolean>;
	readonly trash: ReadonlySignal<readonly Entry[]>;
	/** Drafts left open, newest first. */
	readonly drafts: ReadonlySignal<readonly Draft[]>;
	readonly saveState: ReadonlySignal<SaveState>;
	readonly online: ReadonlySignal<boolean>;
	readonly backup: ReadonlySignal<Backup>;
	/** A person signed out here: nothing is asked of the server until they sign in again. */
	readonly signedOut: ReadonlySignal<boolean>;
	readonly notices: ReadonlySignal<readonly Notice[]>;
	readonly settings: ReadonlySignal<Settings>;
	/** What this device last heard from the practice, also while locked; undefined if it never heard anything. */
	readonly practice: ReadonlySignal<Practice | undefined>;
	/** A release that waits to be applied. */
	readonly updateWaiting: ReadonlySignal<boolean>;
	/** Bytes used and whether the browser promised to keep them; undefined until asked (after the first entry). */
	readonly storage: ReadonlySignal<
		{ readonly usage: number; readonly persisted: boolean } | undefined
	>;

	/** Five generated words in that language, joined by spaces. Nothing is stored. */
	suggestPassphrase(language: Language): Promise<string>;
	/** Makes the journal on this device. Needs no network. Resolves in phase `open`. */
	begin(passphrase: string, progress: Progress): Promise<void>;
	unlock(passphrase: string, progress: Progress): Promise<UnlockResult>;
	/** Drops keys and text at once. */
	lock(): void;
	takeOver(): Promise<void>;

	today(): CivilDay;
	/** A draft for a new entry, of today and a page unless said otherwise; nothing is stored until `keepDraft`. */
	newDraft(start?: Partial<Pick<Draft, "kind" | "day" | "text" | "tags" | "fields">>): Draft;
	/** The open draft of an entry, else a fresh one with its text. */
	editDraft(id: EntryId): Draft;
	/** Seals the draft to disk. Resolves when it is flushed. Call at every pause in typing and on pagehide. */
	keepDraft(draft: Draft): Promise<void>;
	dropDraft(id: EntryId): Promise<void>;
	/** Seals a revision, flushes it, drops the draft. A new draft that says nothing is dropped instead. */
	save(draft: Draft): Promise<void>;
	/**
	 * Changes an entry and saves it, with the edit of it that was left open. `change` is asked once the saves before it are done: of two
	 * that follow each other at once the second one finds the first. Nothing where the entry is gone by then.
	 */
	changeEntry(id: EntryId, change: (draft: Draft) => Draft): Promise<void>;
	trashEntry(id: EntryId): Promise<void>;
	restoreEntry(id: EntryId): Promise<void>;
	/**
	 * Erases an entry of the trash for good: here at once, also offline; on the server and every other device with the next exchange.
	 * What another device edits at the same time stays, with that device's own words. `failed`: this device could not store it.
	 */
	eraseEntry(id: EntryId): Promise<EraseResult>;
	/** The same for everything in the trash. */
	emptyTrash(): Promise<EraseResult>;
	/** Every version of what an entry says and of its day, newest first. */
	history(id: EntryId): Promise<readonly Version[]>;
	/** What changed from one text to another, word by word. */
	compare(before: string, after: string): Promise<readonly Difference[]>;
	/** The words and the day of an earlier version become the newest one. Those of now stay in the history. */
	bringBack(id: EntryId, version: string): Promise<void>;
	/** Over everything outside the trash; folded (case, accents); all words must occur. */
	search(words: string): Promise<ReadonlySet<EntryId>>;
	/** Somebody is about to search: what takes time is done before the first key. */
	readySearch(): Promise<void>;
	/** Every place of a text where one of the words stands, ascending; folded as `search` does. */
	placesOf(text: string, words: string): readonly Span[];

	/** The blobs of attachments that are not backed up yet, by their ids; none while backup is off. */
	readonly unsent: ReadonlySignal<ReadonlySet<string>>;
	/** Photos and voice notes of the open journal; loaded when they are first asked for. */
	attachments(): Promise<Attachments>;

	changeSettings(change: Partial<Settings>): Promise<void>;
	dismiss(notice: Notice): void;
	/** Readable text of every entry in memory, as a file to be saved by the screen. */
	exportReadable(): Blob;

	/** Shows what another phone needs to come to this journal. Works with backup on. */
	addPhone(passphrase: string): Promise<Adding>;
	checkOffer(text: string): Promise<OfferCheck>;
	/** `text` is what the QR held or the code as it was typed, and was checked. Works in the phases `new` and `open`, as `join` does. */
	pairPhone(text: string): Promise<Pairing>;
	/** Registers the account, adds the kit, sends everything. */
	turnOnBackup(invitation: string, passphrase: string, progress: Progress): Promise<BackupResult>;
	/** True if this is the group asked for; backup then counts as finished. */
	confirmKit(typed: string): Promise<boolean>;
	checkKit(text: string): Promise<KitCheck>;
	/** Works in phase `new` (this device begins by joining) and in phase `open` (what is here joins). `isTold`: of what it lacks. */
	join(kit: string, passphrase: string, progress: Progress, isTold?: boolean): Promise<JoinResult>;
	/** Asks for an exchange now (opened, came to the front, left an entry). Never rejects. */
	syncSoon(): void;
	/** Twelve digits in three groups, for comparing two devices; undefined without backup. */
	headCode(): Promise<string | undefined>;
	/** The same for the history that the server has, where it differs and was seen since this journal was opened. */
	otherCode(): Promise<string | undefined>;
	/** True while two histories of this journal differ and the exchange waits for what people say. */
	isForked(): boolean;
	/** Brings them together; both stay whole. */
	bringTogether(): Promise<TogetherResult>;
	/** Asks the server for every row that it keeps about this account. */
	whatServerSees(): Promise<Seen>;
	/** Opens a row; undefined for one that holds nothing sealed. */
	openKept(row: KeptRow): Promise<OpenedRow | undefined>;
	/** How many pages and drafts are on this device alone: in no verified head, or all where there is no backup. */
	onlyHere(): number;
	/** Ends this device's session on the server. The words stay here, sealed; nothing is sent or fetched until `signIn`. */
	signOut(): Promise<DoorResult>;
	signIn(): Promise<void>;
	/** Ends every session of the account, by a fresh signature. A device that is unlocked elsewhere signs in again with its key. */
	signOutEverywhere(): Promise<DoorResult>;
	/** Erases the account from the server, by a fresh signature; what is here stays. Its passphrase is checked first. */
	eraseAccount(passphrase: string, progress: Progress): Promise<DoorResult>;
	/** Erases keys and words from this device, for good. Ends in phase `new`. */
	forgetHere(): Promise<DoorResult>;
	/** The version that runs, and the fingerprint of its files; undefined where the list of them cannot be read. */
	release(): Promise<{ readonly version: string; readonly fingerprint: string } | undefined>;
	applyUpdate(): void;
}
