// The part of the seam (`contract.ts`) by which a journal leaves, and words come in.

import type { CivilDay } from "../journal/day.ts";
import type { Attached } from "./attachment-contract.ts";
import type { Entry, Language, Progress } from "./contract.ts";

/** What was made to be taken along. */
export type TakeResult =
	/** `lacks`: photos or voice notes that are not here could not be fetched, and are not in it. */
	| {
			readonly name: "made";
			readonly file: Blob;
			readonly entries: number;
			readonly lacks: boolean;
	  }
	| { readonly name: "refused"; readonly cause: "passphrase" | "stopped" };

/** How a readable copy speaks: the screens choose its words. */
export interface Legible {
	readonly language: Language;
	readonly title: string;
	readonly lead: string;
	readonly trashed: string;
	/** Above what was left open. */
	readonly draft: string;
	readonly day: (day: CivilDay) => string;
	/** The name of a photo or a voice note, which of how many of its sort on that page it is. */
	readonly attached: (one: Attached, number: number, count: number) => string;
	/** Beside the name of one that is not in the copy. */
	readonly missing: string;
	/** What an entry is, in one line; empty for a page, which speaks for itself. */
	readonly line: (said: Pick<Entry, "kind" | "day" | "text" | "tags" | "fields">) => string;
}

export type LookCause =
	/** No file that this app knows. */
	| "unknown"
	/** It is one, and holds no entry. */
	| "empty"
	/** A text whose day stands neither in it nor in its name. */
	| "undated"
	/** Another app has encrypted it. */
	| "encrypted"
	| "newer"
	/** It does not open with this passphrase, or its beginning was damaged: the two look alike. */
	| "passphrase"
	| "damaged"
	| "too-large"
	/** The browser could not read the file. */
	| "unreadable";

/** What a file holds. Nothing of it is here before `bring`. */
export interface Found {
	readonly name: "found";
	readonly source: "archive" | "day-one" | "daily-txt" | "markdown";
	/** Entries that are not here yet, or not as they are there. */
	readonly fresh: number;
	/** Entries that are here already. */
	readonly known: number;
	/** First and last day of what is not here yet. */
	readonly from: CivilDay | undefined;
	readonly to: CivilDay | undefined;
	/** All of it, or on a failure nothing. */
	readonly bring: (progress: Progress) => Promise<BringResult>;
}
export type BringResult = "brought" | "storage" | "too-large";
export type LookResult =
	/** It is sealed: look again, with its passphrase. */
	{ readonly name: "sealed" } | Found | { readonly name: "refused"; readonly cause: LookCause };

export interface Leaving {
	/** The whole journal, sealed in one file that this passphrase, the journal's, opens. */
	sealedArchive(passphrase: string, progress: Progress, stop: AbortSignal): Promise<TakeResult>;
	/** The whole journal as a ZIP that anyone can read. */
	readableArchive(
		passphrase: string,
		legible: Legible,
		progress: Progress,
		stop: AbortSignal,
	): Promise<TakeResult>;
	/** The page that opens a sealed archive from a disk; undefined where it cannot be had. */
	reader(): Promise<Blob | undefined>;
	/** Looks into a file of another journal, sealed or of another app. Changes nothing. */
	lookInto(file: File, passphrase: string | undefined, progress: Progress): Promise<LookResult>;
}
