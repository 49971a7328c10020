// Revisions of one entry, as tests say them. Ids are short words made into the 64 digits of an id.

import { readEntry } from "../../src/journal/entry.ts";
import { emptyJournal, foldIn, recordKey } from "../../src/journal/record.ts";
import type { Fields, Revision } from "../../src/journal/revision.ts";

export const entryId = "e0".repeat(16);

/** What stands in a revision of the entry; what is not said stays as in the default. */
export interface Said {
	readonly text?: string;
	readonly at?: number;
	readonly trashed?: boolean;
	readonly day?: string;
	readonly replaces?: string;
}

/** The id that a name stands for: ids sort as their names do. */
export function idOf(name: string): string {
	const digits = [...new TextEncoder().encode(name)].map((byte) => byte.toString(16));
	return digits.join("").padEnd(64, "0").slice(0, 64);
}

export function revision(name: string, parents: readonly string[], said: Said = {}): Revision {
	const { text = "", at = 1, trashed = false, day = "2026-11-23", replaces } = said;
	const fields: Fields = { text, at, trashed };
	return {
		id: idOf(name),
		kind: "entry",
		record: entryId,
		parents: parents.map(idOf),
		day,
		fields,
		replaces: replaces === undefined ? undefined : idOf(replaces),
	};
}

/** The entry that revisions fold to, in their order. */
export function fold(revisions: readonly Revision[]) {
	const record = foldIn(emptyJournal, revisions).journal.get(recordKey("entry", entryId));
	const entry = record === undefined ? undefined : readEntry(record);
	if (entry === undefined) throw new RangeError("no entry");
	return entry;
}

/** Words in a text, each once. */
export function wordsIn(text: string): ReadonlySet<string> {
	return new Set(text.split(/\s+/).filter((word) => word !== ""));
}
