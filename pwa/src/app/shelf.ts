// The folded journal in memory, and what of it shows.

import { batch } from "@preact/signals";
import { ancestryOf } from "../journal/ancestry.ts";
import { compareEntries, type EntryValue, readEntry } from "../journal/entry.ts";
import type { EntryId } from "../journal/entry-id.ts";
import { entryKinds, shownWordsOf } from "../journal/kinds.ts";
import {
	emptyJournal,
	foldIn,
	foldOut,
	type Journal,
	type Record,
	recordKey,
} from "../journal/record.ts";
import { originOf, type Revision } from "../journal/revision.ts";
import { readSettings, settingsKind } from "../journal/settings.ts";
import type { Board } from "./board.ts";
import type { Entry, Settings } from "./contract.ts";

export interface Shelf {
	journal(): Journal;
	entry(id: EntryId): EntryValue | undefined;
	/** The record that an entry is read from. */
	record(id: EntryId): Record | undefined;
	/** Heads of any record, by their first ids. */
	heads(kind: string, id: string): readonly string[];
	/** Replaces everything, as a view was read. */
	load(journal: Journal): void;
	fold(revisions: readonly Revision[], purged?: ReadonlySet<string>): void;
	/** Settings that are on their way to the disk show at once; undefined once they have come or could not. */
	wish(settings: Settings | undefined): void;
	/** Shows what was folded. `isWaiting` tells of a revision id whether no verified head contains it yet. */
	show(isWaiting: (revision: string) => boolean): void;
}

export function makeShelf(board: Board, settingsRecord: string): Shelf {
	let journal = emptyJournal;
	const values = new Map<string, EntryValue>();
	const stale = new Set<string>();
	/** In the order in which they show, until one of them changes. */
	let ordered: readonly EntryValue[] | undefined;
	const entryOf = makeShown();
	let wished: Settings | undefined;
	function refresh(): void {
		if (stale.size > 0) ordered = undefined;
		for (const key of stale) {
			const record = journal.get(key);
			const value = record === undefined ? undefined : readEntry(record);
			if (value === undefined) values.delete(key);
			else values.set(key, value);
		}
		stale.clear();
	}
	return {
		journal: () => journal,
		entry(id) {
			refresh();
			return keysOf(id)
				.map((key) => values.get(key))
				.find((value) => value !== undefined);
		},
		record: (id) => recordOf(journal, id),
		heads: (kind, id) => headsOf(journal, kind, id),
		load(read) {
			journal = read;
			for (const key of read.keys()) stale.add(key);
		},
		fold(revisions, purged = new Set()) {
			const folded = foldIn(journal, revisions);
			const left = purged.size === 0 ? undefined : foldOut(folded.journal, purged);
			journal = left?.journal ?? folded.journal;
			for (const key of [...folded.changed, ...(left?.changed ?? [])]) stale.add(key);
		},
		wish(settings) {
			wished = settings;
			board.settings.value = settings ?? board.settings.value;
		},
		show(isWaiting) {
			refresh();
			ordered ??= [...values.values()].sort(compareEntries);
			const isOn = board.backup.value.name !== "off";
			const entries = ordered.map((value) => {
				const backedUp = isOn && !value.sealings.some((ids) => ids.every(isWaiting));
				return entryOf(value, backedUp);
			});
			batch(() => {
				board.entries.value = entries.filter(({ trashed }) => !trashed);
				board.trash.value = entries.filter(({ trashed }) => trashed);
				board.settings.value =
					wished ?? readSettings(journal.get(recordKey(settingsKind, settingsRecord)));
			});
		},
	};
}

/** What did not change stays the same object, so that nothing is drawn again for it. */
function makeShown(): (value: EntryValue, backedUp: boolean) => Entry {
	const made = new WeakMap<EntryValue, Entry>();
	return (value, backedUp) => {
		const before = made.get(value);
		if (before?.backedUp === backedUp) return before;
		const { heads: _, sealings: __, ...shown } = value;
		const words = shownWordsOf(value.kind, value.text, value.fields);
		const entry = { ...shown, words, backedUp };
		made.set(value, entry);
		return entry;
	};
}

function headsOf(journal: Journal, kind: string, id: string): readonly string[] {
	const record = journal.get(recordKey(kind, id));
	return record === undefined ? [] : ancestryOf(record).heads.map(originOf);
}

/** The record of an entry in a journal. Ids are random: those of two kinds never meet. */
export function recordOf(journal: Journal, id: string): Record | undefined {
	return keysOf(id)
		.map((key) => journal.get(key))
		.find((record) => record !== undefined);
}

function keysOf(id: string): readonly string[] {
	return entryKinds.map((kind) => recordKey(kind, id));
}
