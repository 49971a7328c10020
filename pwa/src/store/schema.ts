// What lies in this browser's database. Every value is sealed, or is what the server sees anyway: ids, headers, links.
// A slot is one journal: joining another account fills a second slot and then makes it the current one.

import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from "idb";
import type { Bytes, Sealed } from "../../../crypto/ts/brands.ts";
import type { Carried } from "./carried.ts";

export interface Identity {
	/** The local key under the passphrase. */
	readonly wrapped: Sealed;
	/** The local key under a passkey too; absent unless the person asked for it. */
	readonly passkey?: Sealed;
	readonly keyring: Sealed;
	/** What this device knows about its backup and what it has to say, sealed; absent before. */
	readonly memo?: Sealed;
}

/** The newest position that was accepted (R36). `chain` is the whole of it, sealed. */
export interface Pins {
	readonly seq: number;
	readonly head: string;
	readonly chain: Sealed;
	/** Sync stopped for good at this position (R47, R49), or this device was removed. */
	readonly stopped: "fork" | "cloned" | "removed" | undefined;
}

/** This device's newest revision. */
export interface Own {
	readonly counter: number;
	readonly id: string;
}

/** A revision of this device that no verified head contains yet. */
export interface Waiting extends Own {
	readonly header: Bytes;
	readonly body: Sealed;
	/** The ids of the blobs that it names (R86), as the server is to hear them; absent where it names none. */
	readonly blobs?: readonly string[];
}

/** What is known of a blob, all of which the server sees anyway. Its chunks lie in a table of their own. */
export interface BlobRow {
	readonly chunks: number;
	/** Bytes of plaintext in every chunk but the last. */
	readonly chunk: number;
	/** Of all sealed chunks. */
	readonly bytes: number;
	/** Every chunk is here. */
	readonly whole: boolean;
	/** The server has said that it has every chunk. */
	readonly there: boolean;
}

/** A signed link that was sent or is about to be (R39). */
export interface Pending {
	readonly seq: number;
	readonly head: string;
	readonly carried: Carried;
	readonly wraps: readonly Bytes[];
}

/** The folded journal as it was at a position: what names its parts, which lie in a table of their own. */
export interface View {
	readonly seq: number;
	readonly counter: number;
	readonly sealed: Sealed;
}

export interface LinkRow {
	readonly seq: number;
	readonly head: string;
	readonly carried: Carried;
}

/** Links `first` to `last` in one value. */
export interface PageRow {
	readonly first: number;
	readonly last: number;
	/** The head after `last`. */
	readonly head: string;
	readonly bytes: Bytes;
}

export interface Tables extends DBSchema {
	current: { key: "slot"; value: number };
	identity: { key: number; value: Identity };
	pins: { key: number; value: Pins };
	own: { key: number; value: Own };
	pending: { key: number; value: Pending };
	view: { key: number; value: View };
	outbox: { key: [number, number]; value: Waiting };
	links: { key: [number, number]; value: LinkRow };
	pages: { key: [number, number]; value: PageRow };
	drafts: { key: [number, string]; value: Sealed };
	/** Of the view. */
	parts: { key: [number, number]; value: Sealed };
	blobs: { key: [number, string]; value: BlobRow };
	/** By the blob and the index. */
	chunks: { key: [number, string, number]; value: Sealed };
	/** By a revision of this device that is in the log: the blobs which it names, until the server was told (R87). */
	owed: { key: [number, string]; value: readonly string[] };
}

export type TableName = StoreNames<Tables>;
export type Database = IDBPDatabase<Tables>;

export const slotTables = ["identity", "pins", "own", "pending", "view"] as const;
export const listTables = [
	"outbox",
	"links",
	"pages",
	"drafts",
	"parts",
	"blobs",
	"chunks",
	"owed",
] as const;

type Upgrade = IDBPTransaction<Tables, TableName[], "versionchange">;

const first = [
	"current",
	"identity",
	"pins",
	"own",
	"pending",
	"view",
	"outbox",
	"links",
	"pages",
	"drafts",
] as const;

/** Step n makes version n + 1 out of version n. A step that was released is never changed. */
export const migrations: readonly ((database: Database, upgrade: Upgrade) => void)[] = [
	(database) => {
		for (const table of first) database.createObjectStore(table);
	},
	(database) => {
		database.createObjectStore("parts");
	},
	(database) => {
		for (const table of ["blobs", "chunks", "owed"] as const) database.createObjectStore(table);
	},
];
