// The part of the seam that is about keys: who holds one, the passphrase, the sheet. Screens know it by `contract.ts`.

import type { ReadonlySignal } from "@preact/signals";
import type { CivilDay } from "../journal/day.ts";
import type { JoinResult, Kit, KitCheck, Progress } from "./contract.ts";
import type { PasskeyMoments } from "./passkey-contract.ts";

/** Who holds a key, as the signed history names them. */
export interface Holder {
	readonly id: string;
	readonly kind: "device" | "kit" | "sheet";
	/** Devices are counted in the order in which they came, from 1; 0 for a device that this one never heard of, a kit, a sheet. */
	readonly number: number;
	readonly isHere: boolean;
}
export interface PresentHolder extends Holder {
	/** The day that its maker's clock said. */
	readonly since: CivilDay;
	readonly by: Holder;
}
/** One version of the signed list of who holds a key, and what it changed. */
export interface KeyChange {
	/** From 0, the beginning of the journal. */
	readonly number: number;
	readonly day: CivilDay;
	readonly by: Holder;
	readonly added: readonly Holder[];
	readonly removed: readonly Holder[];
}
export interface KeyList {
	/** Devices in the order in which they came, then the kit, then the sheet. */
	readonly holders: readonly PresentHolder[];
	/** Newest first. */
	readonly changes: readonly KeyChange[];
	/** From 1: how often a new key of the journal was made, since somebody left or was replaced. */
	readonly epoch: number;
	/** How much of the journal, in savings, is sealed under a key from before the newest. */
	readonly older: number;
}
/** What a person is told of keys until it is seen or done. */
export interface KeyNews {
	/** Oldest first. */
	readonly changes: readonly KeyChange[];
	/** The day on which the passphrase was changed on another device, while this one still opens with the one before. */
	readonly changedOn: CivilDay | undefined;
	/** This device was removed. */
	readonly removal: { readonly day: CivilDay; readonly by: Holder } | undefined;
}
/** `waiting`: it is done with the next exchange, and nothing more is needed here. `frozen`: the exchange has stopped. */
export type RemoveResult = "done" | "waiting" | "passphrase" | "frozen" | "storage";
export type PassphraseResult =
	/** `kit`: the new one, with backup; undefined while the server could not be reached, or without backup. */
	| { readonly name: "changed"; readonly kit: Kit | undefined }
	| { readonly name: "refused"; readonly cause: "passphrase" | "frozen" | "storage" };
/** The passphrase that opens this device so far. Undefined where it is forgotten: this phone's lock is asked for in its place, right then. */
export type Present = string | undefined;
/** `other`: this is not the passphrase that was chosen on the other device. */
export type LearnResult = "learned" | "passphrase" | "other" | "storage";
/** `begun`, or stopped: it is noted here, also for after a restart. `frozen`: the exchange has stopped. */
export type AnewResult = "begun" | "frozen" | "storage";
export interface Sheet {
	readonly text: string;
	readonly qr: string;
	/** The group (1 to 12) that is to be typed back. */
	readonly ask: number;
}
export type SheetResult =
	| { readonly name: "made"; readonly sheet: Sheet }
	| {
			readonly name: "refused";
			readonly cause: "passphrase" | "unreachable" | "server" | "frozen";
	  };
export type PaperName = "kit" | "sheet";
/** A paper of which a group (1 to 12) can be asked for on this device. */
export interface KnownPaper {
	readonly paper: PaperName;
	readonly ask: number;
	/** The day on which it was typed here last; undefined for a sheet that nobody has typed back yet. */
	readonly typed: CivilDay | undefined;
}
export type SheetCheck = Exclude<KitCheck, "is-sheet"> | "is-kit";

export interface KeyMoments extends PasskeyMoments {
	readonly keyNews: ReadonlySignal<KeyNews>;
	/** How far sealing again has come, 0 to 1, while it goes on. */
	readonly sealingAnew: ReadonlySignal<number | undefined>;

	checkSheet(text: string): Promise<SheetCheck>;
	/**
	 * Joins by the sheet alone. `passphrase` is a new one: it opens this device, and with the new kit the account. The kit before opens nothing from then on.
	 */
	recover(
		sheet: string,
		passphrase: string,
		progress: Progress,
		isTold?: boolean,
	): Promise<JoinResult>;

	/** Undefined without backup. */
	whoHoldsKeys(): Promise<KeyList | undefined>;
	/** The person has seen what `keyNews` says of changes. */
	dismissKeyNews(): void;
	/** Removes a device, or withdraws the sheet: its sessions end, and what is written from then on is out of its reach. */
	removeHolder(id: string, passphrase: string, progress: Progress): Promise<RemoveResult>;
	/** The passphrase opens this device from then on; with backup a new kit is made (`confirmKit`), and the other devices ask for it. */
	changePassphrase(present: Present, next: string, progress: Progress): Promise<PassphraseResult>;
	/** The new passphrase of another device becomes that of this one, which opens with `present` so far. */
	learnPassphrase(present: Present, next: string, progress: Progress): Promise<LearnResult>;
	/**
	 * Seals everything again that lies under an older key, and takes what it replaces from the server: with each exchange, in the background, also
	 * after a restart. Nothing of what shows changes, here or on another device.
	 */
	sealAnew(): Promise<AnewResult>;
	/** Leaves the rest as it is. What was sealed again stays so. */
	stopSealingAnew(): Promise<AnewResult>;
	/** Makes a recovery sheet in the place of any before. It works alone. */
	makeSheet(passphrase: string, progress: Progress): Promise<SheetResult>;

	/** The kit and the sheet, as far as they were made or typed on this device and are in force. */
	knownPapers(): Promise<readonly KnownPaper[]>;
	/** True if this is the group that is asked of that paper. The day is kept on this device. */
	typeBack(paper: PaperName, typed: string): Promise<boolean>;
}
