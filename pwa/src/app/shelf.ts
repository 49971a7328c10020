// The folded journal in memory, and what of it shows.

import { batch } from "@preact/signals";
import { namedBlobs } from "../../../crypto/ts/attachment.ts";
import { ancestryOf } from "../journal/ancestry.ts";
import { type EntryValue, readEntry } from "../journal/entry.ts";
import type { EntryId } from "../journal/entry-id.ts";
import { entryKinds, shownWordsOf } from "../journal/kinds.ts";
import { foldInto, foldOutOf, type Journal, type Record, recordKey } from "../journal/record.ts";
import { originOf, type Revision } from "../journal/revision.ts";
import { readSettings, settingsKind } from "../journal/settings.ts";
import type { Board } from "./board.ts";
import type { Entry, Settings } from "./contract.ts";
import { makeEntryList } from "./entry-list.ts";

/** What is not backed up yet. */
export interface Waits {
	/** Revisions that no verified head contains, by their ids. */
	readonly waiting: Pick<ReadonlySet<string>, "has">;
	/** Blobs that the server has not said to have whole, though this device has; by their ids. */
	readonly unsent: Pick<ReadonlySet<string>, "has" | "size">;
}

export interface Shelf {
	/** As it is now: this very map goes on changing. */
	journal(): Journal;
	/** The same number, the same journal. */
	version(): number;
	entry(id: EntryId): EntryValue | undefined;
	/** The record that an entry is read from. */
	record(id: EntryId): Record | undefined;
	/** Heads of any record, by their first ids. */
	heads(kind: string, id: string): readonly string[];
	/** What the view on disk holds: folded in like all else, but no change to it. Gives the keys of its records. */
	restore(revisions: readonly Revision[], waits: Waits, isOn: boolean): ReadonlySet<string>;
	fold(revisions: readonly Revision[], purged?: ReadonlySet<string>): void;
	/** The keys of the records that have changed since the view was written. */
	changed(): ReadonlySet<string>;
	/** It was written just now. */
	settle(): void;
	/** Settings that are on their way to the disk show at once; undefined once they have come or could not. */
	wish(settings: Settings | undefined): void;
	/** Shows what was folded. */
	show(waits: Waits): void;
	/** What was backed up may be so no more: all of it is looked at when it shows next. */
	doubt(): void;
	/** Locked: nothing of it shows any more, whatever still ends. */
	close(): void;
}

export function makeShelf(board: Board, settingsRecord: string): Shelf {
	const journal = new Map<string, Record>();
	const values = new Map<string, EntryValue>();
	const changed = new Set<string>();
	const shown = makeShown(values);
	const stale = new Set<string>();
	let version = 0;
	let isClosed = false;
	let wished: Settings | undefined;
	function refresh(): void {
		for (const key of stale) {
			const record = journal.get(key);
			const value = record === undefined ? undefined : readEntry(record);
			if (value === undefined) values.delete(key);
			else values.set(key, value);
			shown.touch(key);
		}
		stale.clear();
	}
	return {
		journal: () => journal,
		version: () => version,
		entry(id) {
			refresh();
			return keysOf(id)
				.map((key) => values.get(key))
				.find((value) => value !== undefined);
		},
		record: (id) => recordOf(journal, id),
		heads: (kind, id) => headsOf(journal, kind, id),
		restore(revisions, waits, isOn) {
			// What came after the view was folded in before its older parts are: it stays as it came.
			const unknown = revisions.filter(({ id, kind, record }) => {
				return journal.get(recordKey(kind, record))?.revisions.has(id) !== true;
			});
			for (const key of foldInto(journal, unknown)) stale.add(key);
			version += 1;
			refresh();
			shown.workOut(isOn, waits, false);
			return new Set(revisions.map(({ kind, record }) => recordKey(kind, record)));
		},
		fold(revisions, purged = new Set()) {
			const keys = foldInto(journal, revisions);
			const left = purged.size === 0 ? keys : keys.union(foldOutOf(journal, purged));
			for (const key of left) {
				stale.add(key);
				changed.add(key);
			}
			if (left.size > 0) version += 1;
		},
		changed: () => changed,
		settle: () => changed.clear(),
		wish(settings) {
			wished = settings;
			if (!isClosed) board.settings.value = settings ?? board.settings.value;
		},
		close: () => {
			isClosed = true;
		},
		doubt: () => shown.doubt(),
		show(waits) {
			if (isClosed) return;
			refresh();
			shown.workOut(board.backup.value.name !== "off", waits, true);
			const settings = journal.get(recordKey(settingsKind, settingsRecord));
			batch(() => {
				board.entries.value = shown.entries();
				board.trash.value = shown.trash();
				board.settings.value = wished ?? readSettings(settings);
			});
		},
	};
}

interface Shown {
	/** The value of this record has changed. */
	touch(key: string): void;
	/** Works out what is to show of whatever has changed; `again`: also of what was not backed up before. */
	workOut(isOn: boolean, waits: Waits, again: boolean): void;
	doubt(): void;
	entries(): readonly Entry[];
	trash(): readonly Entry[];
}

/** What did not change stays the same object in the same list, so that nothing is drawn again for it. */
function makeShown(values: ReadonlyMap<string, EntryValue>): Shown {
	const made = new Map<string, { readonly value: EntryValue; readonly entry: Entry }>();
	const [entries, trash] = [makeEntryList(), makeEntryList()];
	const touched = new Set<string>();
	/** Those that were not backed up when they were last looked at. While backup is off, that says nothing. */
	const behind = new Set<string>();
	let wasOn: boolean | undefined = false;
	function look(key: string, isOn: boolean, waits: Waits): void {
		const before = made.get(key);
		const value = values.get(key);
		const backedUp = isOn && value !== undefined && isBackedUp(value, waits);
		if (isOn && value !== undefined && !backedUp) behind.add(key);
		else behind.delete(key);
		if (before?.value === value && before?.entry.backedUp === backedUp) return;
		const after = value && entryOf(value, backedUp);
		for (const [list, isTrash] of [[entries, false] as const, [trash, true] as const]) {
			const of = (entry?: Entry) => (entry?.trashed === isTrash ? entry : undefined);
			list.change(of(before?.entry), of(after));
		}
		if (value !== undefined && after !== undefined) made.set(key, { value, entry: after });
		else made.delete(key);
	}
	return {
		touch: (key) => touched.add(key),
		workOut(isOn, waits, again) {
			const some = again ? touched.union(behind) : new Set(touched);
			const keys = isOn === wasOn ? some : new Set([...values.keys(), ...touched]);
			for (const key of keys) look(key, isOn, waits);
			touched.clear();
			wasOn = isOn;
		},
		doubt: () => {
			wasOn = undefined;
		},
		entries: entries.all,
		trash: trash.all,
	};
}

function isBackedUp({ sealings, fields }: EntryValue, { waiting, unsent }: Waits): boolean {
	if (sealings.some((ids) => ids.every((id) => waiting.has(id)))) return false;
	return unsent.size === 0 || !namedBlobs(fields).some((id) => unsent.has(id));
}

function entryOf(value: EntryValue, backedUp: boolean): Entry {
	const { heads: _, sealings: __, ...shown } = value;
	return { ...shown, words: shownWordsOf(value.kind, value.text, value.fields), backedUp };
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
