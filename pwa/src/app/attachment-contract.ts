// Photos and voice notes, as the screens ask for them. What of them can be said crosses here as states; what opens them does not.

import type { ReadonlySignal } from "@preact/signals";
import type { Fields } from "../journal/revision.ts";

/** An attachment of an entry. `newer`: of a later version of the app; it is kept, and cannot be opened here. */
export interface Attached {
	/** The blob's id in hexadecimal. */
	readonly id: string;
	readonly sort: "photo" | "voice" | "file" | "newer";
	/** Of a photo, where it is known. */
	readonly pixels: { readonly width: number; readonly height: number } | undefined;
	/** Of a voice note, rounded up. */
	readonly seconds: number | undefined;
	/** Bytes of the content. */
	readonly size: number;
	/** A small picture of it is a blob of its own. */
	readonly hasPreview: boolean;
}

/** What is to be attached: a content as it will be kept, with nothing in it that is not to leave this phone. */
export interface Attaching {
	readonly content: Blob;
	readonly type: string;
	readonly pixels?: { readonly width: number; readonly height: number };
	readonly seconds?: number;
	readonly preview?: {
		readonly content: Blob;
		readonly type: string;
		readonly pixels: { readonly width: number; readonly height: number };
	};
}

export type AttachResult =
	/** The field to put into the draft. Its sealed bytes are on the disk. */
	| { readonly name: "attached"; readonly fields: Fields }
	| {
			readonly name: "refused";
			readonly cause: "disk-full" | "storage" | "too-large" | "too-many";
	  };

/** Why what is attached does not get through to the server. */
export type AttachedCause =
	| "unreachable"
	| "server"
	| "signed-out"
	| "account-full"
	| "too-large"
	/** The server's own disk is full. */
	| "no-room";

export type Part = "preview" | "content";

/** Where a part of an attachment is (R88). */
export type Presence =
	/** `address` shows or plays it, until the journal is locked. */
	| { readonly name: "here"; readonly address: string; readonly type: string }
	/** It is being looked for on this device. */
	| { readonly name: "opening" }
	/** On this device, and closed again because so many others are open: it can be opened. */
	| { readonly name: "closed" }
	/** Not on this device: it can be fetched. */
	| { readonly name: "away" }
	/** It is being fetched. */
	| { readonly name: "coming" }
	/** The server has not all of it, or does not answer; `offline` where it could not be reached. */
	| { readonly name: "not-there"; readonly offline: boolean }
	/** The server had it whole, and has it no more. */
	| { readonly name: "gone" }
	/** What was sent is not what was sealed: nothing of it is shown. */
	| { readonly name: "damaged" };

/** Whether what is away is fetched: not, the first time that it is looked for, or (a person asks) once more. */
export type Fetch = "no" | "once" | "again";

/** `some-stay`: the server could not be asked, or has them not yet. */
export type RoomResult = "done" | "some-stay";

export interface Attachments {
	/** Those of an entry or a draft, in the order in which they show. */
	of(fields: Fields): readonly Attached[];
	/** Seals it onto this device's disk, a part at a time. `fields` are those of the draft that it is for. */
	attach(fields: Fields, attaching: Attaching): Promise<AttachResult>;
	/** Whether all of them are kept on this device, or fetched when they are wanted. */
	readonly keepsAll: ReadonlySignal<boolean>;
	keepAll(on: boolean): Promise<void>;
	/**
	 * Takes from this device the whole contents that the server, asked now, says to hold; previews stay. What only this device
	 * holds is sent first, and stays where that cannot be.
	 */
	makeRoom(): Promise<RoomResult>;
	/** The fields of a draft without one of its attachments. */
	without(fields: Fields, id: string): Fields;
	/**
	 * Opens a part of an attachment, which becomes `here` or says why not. What it gives changes for as long as the journal is
	 * open; the same part is the same signal.
	 */
	presence(fields: Fields, id: string, part: Part, fetch: Fetch): ReadonlySignal<Presence>;
}
