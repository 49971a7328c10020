// What this device keeps in mind about who holds a key: a part of its memo.

import { list, number, orNull, text } from "../vault/shape.ts";
import { noPapersMemo, type PapersMemo, papersRow, readPapers } from "./papers-memo.ts";

/** This device was left out by the roster version of that day (since 1970-01-01), which `by` signed, a member id. */
export interface Removal {
	readonly day: number;
	readonly by: string;
}

export interface KeysMemo {
	/** Members that are to leave the roster. An id never comes back, so one that is gone does no harm here. */
	readonly leaving: readonly string[];
	/** The number of the newest roster version that the person was told of; null until the journal was opened once. */
	readonly seen: number | null;
	/** The salt of the passphrase check that this device's passphrase passes, in hexadecimal; empty for none. */
	readonly check: string;
	readonly removal: Removal | null;
	readonly papers: PapersMemo;
}

export const noKeysMemo: KeysMemo = {
	leaving: [],
	seen: null,
	check: "",
	removal: null,
	papers: noPapersMemo,
};

export function keysRow({ leaving, seen, check, removal, papers }: KeysMemo): readonly unknown[] {
	return [leaving, seen, check, removal && [removal.day, removal.by], papersRow(papers)];
}

export function readKeys(value: unknown): KeysMemo {
	const [leaving, seen, check, removal, papers] = list(value);
	return {
		leaving: list(leaving).map(text),
		seen: orNull(seen, number),
		check: text(check),
		removal: orNull(removal, readRemoval),
		papers: orNull(papers, readPapers) ?? noPapersMemo,
	};
}

function readRemoval(value: unknown): Removal {
	const [day, by] = list(value);
	return { day: number(day), by: text(by) };
}
