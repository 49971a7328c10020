// What this device keeps in mind about its backup and what it has to say, sealed beside the keyring.

import type { Sealed } from "../../../crypto/ts/brands.ts";
import { openValue, type Seal, sealValue } from "../vault/sealing.ts";
import { bytes, list, number, orNull, text } from "../vault/shape.ts";
import type { Notice } from "./contract.ts";
import { type KeysMemo, keysRow, noKeysMemo, readKeys } from "./keys-memo.ts";

/** The public half of a kit, from its making until a part of it was typed back. */
export interface WantedKit {
	readonly signPublic: Uint8Array<ArrayBuffer>;
	readonly kemPublic: Uint8Array<ArrayBuffer>;
	/** The group (1 to 12) that is to be typed back, 0 until the kit is in the roster and shows; and its five symbols. */
	readonly ask: number;
	readonly group: string;
}

export interface Memo {
	readonly backup: boolean;
	/** The kit that is to be in the roster; null once a part of it was typed back. */
	readonly kit: WantedKit | null;
	readonly notices: readonly Notice[];
	/** When everything was last seen in a verified head, milliseconds since 1970; 0 for never. */
	readonly backedUpAt: number;
	/** Revisions that are to be erased for good, until a purge in the log names them (R45). */
	readonly erasing: readonly string[];
	readonly keys: KeysMemo;
	/** A person signed out here: nothing is asked of the server. */
	readonly signedOut: boolean;
	/** What lies under older epochs is to be sealed again and purged; null where it is not. */
	readonly anew: Anew | null;
	/** All photos and voice notes are to be on this device; else they are fetched when they are wanted. */
	readonly keepsAll: boolean;
}

/** The work of sealing again (R72). */
export interface Anew {
	/** The epoch that was in force: what lies under one before it is meant. */
	readonly below: number;
	/** How many bodies that were. */
	readonly total: number;
}

const name = "memo";
const known: readonly Notice[] = [
	"healed",
	"fork",
	"tampered",
	"renewed",
	"cloned",
	"removed",
	"damaged",
	"not-persistent",
	"joined",
];

export const emptyMemo: Memo = {
	backup: false,
	kit: null,
	notices: [],
	backedUpAt: 0,
	erasing: [],
	keys: noKeysMemo,
	signedOut: false,
	anew: null,
	keepsAll: false,
};

export function sealMemo(seal: Seal, memo: Memo): Promise<Sealed> {
	const { backup, kit, notices, backedUpAt, erasing, keys, signedOut, anew, keepsAll } = memo;
	const wanted = kit === null ? null : [kit.signPublic, kit.kemPublic, kit.ask, kit.group];
	const again = anew && [anew.below, anew.total];
	const first = [backup, wanted, notices, backedUpAt, erasing, keysRow(keys), signedOut, again];
	return sealValue(seal, name, [...first, keepsAll]);
}

export async function openMemo(seal: Seal, sealed: Sealed | undefined): Promise<Memo> {
	if (sealed === undefined) return emptyMemo;
	const row = list(await openValue(seal, name, sealed));
	const [backup, kit, notices, backedUpAt, erasing = [], keys, signedOut = false, anew] = row;
	return {
		backup: backup === true,
		kit: orNull(kit, readKit),
		notices: known.filter((notice) => list(notices).includes(notice)),
		backedUpAt: number(backedUpAt),
		erasing: list(erasing).map(text),
		keys: orNull(keys, readKeys) ?? noKeysMemo,
		signedOut: signedOut === true,
		anew: orNull(anew, readAnew),
		keepsAll: row[8] === true,
	};
}

function readAnew(value: unknown): Anew {
	const [below, total] = list(value);
	return { below: number(below), total: number(total) };
}

function readKit(value: unknown): WantedKit {
	const [signPublic, kemPublic, ask, group] = list(value);
	return {
		signPublic: bytes(signPublic),
		kemPublic: bytes(kemPublic),
		ask: number(ask),
		group: text(group),
	};
}
