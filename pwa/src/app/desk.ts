// Writing: drafts, saving, the trash, settings, searching. Nothing here waits for a network.

import { newEntryId } from "../journal/entry-id.ts";
import { findSpans, queryWords } from "../journal/folding.ts";
import {
	afterPause,
	type Context,
	forgetSearch,
	type OpenSession,
	openSession,
	show,
	showSaveState,
	todayOf,
	wholeSession,
} from "./context.ts";
import type { CivilDay, Draft, EntryId, EraseResult, Moments, Settings } from "./contract.ts";
import { editOf } from "./drafts.ts";
import { makeFinding } from "./finding.ts";
import { flushing, type Saved } from "./flushing.ts";
import { readable } from "./readable.ts";
import { loadSaving, loadSavingSoon } from "./saving-part.ts";
import { keepStorage } from "./storage.ts";
import { keepViewSoon } from "./view.ts";

type Desk = Pick<
	Moments,
	| "today"
	| "newDraft"
	| "editDraft"
	| "keepDraft"
	| "dropDraft"
	| "save"
	| "changeEntry"
	| "trashEntry"
	| "restoreEntry"
	| "eraseEntry"
	| "emptyTrash"
	| "history"
	| "compare"
	| "bringBack"
	| "search"
	| "readySearch"
	| "placesOf"
	| "changeSettings"
	| "exportReadable"
>;

/** What is saved within so many milliseconds is sent together. */
const burst = 50;
/** How long until a full disk is tried again. */
const retry = 15_000;

export function makeDesk(context: Context): Desk {
	const today = (): CivilDay => todayOf(context);
	return {
		today,
		newDraft: (start = {}) => newDraft(context, { day: today(), ...start }),
		editDraft: (id) => editDraft(context, id),
		keepDraft: (draft) => keepDraft(context, draft),
		dropDraft: (id) => dropDraft(context, id),
		save: (draft) => save(context, draft),
		changeEntry: (id, change) => changeEntry(context, id, change),
		trashEntry: (id) => trash(context, id, true),
		restoreEntry: (id) => trash(context, id, false),
		eraseEntry: (id) => erase(context, [id]),
		emptyTrash: () =>
			erase(
				context,
				context.board.trash.value.map(({ id }) => id),
			),
		async history(id) {
			const { journal } = await wholeSession(context);
			const { historyOf } = await import("./history.ts");
			return historyOf(journal, id);
		},
		async compare(before, after) {
			const { differencesOf } = await import("../journal/difference.ts");
			return differencesOf(before, after);
		},
		bringBack: (id, version) => bringBack(context, id, version),
		...makeFinding(context),
		placesOf: (text, words) => findSpans(text, queryWords(words)),
		changeSettings: (change) => changeSettings(context, change, today),
		exportReadable: () => readable(context),
	};
}

function newDraft(
	{ platform }: Context,
	start: Pick<Draft, "day"> & Partial<Pick<Draft, "kind" | "text" | "tags" | "fields">>,
): Draft {
	loadSavingSoon();
	const id = newEntryId(platform.random(16));
	const blank = { kind: "entry", text: "", tags: [], fields: {} } as const;
	return { ...blank, ...start, id, at: platform.now(), edit: false };
}

function editDraft(context: Context, id: EntryId): Draft {
	loadSavingSoon();
	const { journal, bases } = openSession(context);
	const edit = editOf(journal.drafts, journal.shelf, id);
	if (edit === undefined) throw new RangeError("no such entry");
	bases.set(id, edit.parents);
	return edit.draft;
}

/** The heads that an edit began from. */
function baseOf(context: Context, id: EntryId): readonly string[] {
	const { journal, bases } = openSession(context);
	const parents = journal.drafts.get(id)?.parents ?? bases.get(id);
	return parents ?? journal.shelf.entry(id)?.heads ?? [];
}

/** Kept before anything is waited for: the page may lock, or save this very draft, meanwhile. */
async function keepDraft(context: Context, draft: Draft): Promise<void> {
	const open = openSession(context);
	const kept = { draft, parents: baseOf(context, draft.id) };
	settle(context, await flushing(() => open.journal.drafts.keep(kept)));
}

async function dropDraft(context: Context, id: EntryId): Promise<void> {
	const open = openSession(context);
	open.bases.delete(id);
	settle(context, await flushing(() => open.journal.drafts.drop(id)));
}

async function save(context: Context, draft: Draft): Promise<void> {
	const open = openSession(context);
	const { journal, bases } = open;
	const begun = { parents: baseOf(context, draft.id), kept: journal.drafts.get(draft.id) };
	await writing(context, open, async () => {
		const { saveDraft } = await loadSaving();
		const stands = (heads: readonly string[]) => void bases.set(draft.id, heads);
		return saveDraft(journal, draft, begun, context.platform.now(), stands);
	});
	keepStorage(context, true);
}

async function changeEntry(
	context: Context,
	id: EntryId,
	change: (draft: Draft) => Draft,
): Promise<void> {
	const open = openSession(context);
	await writing(context, open, async () => {
		const { saveChange } = await loadSaving();
		return saveChange(open.journal, id, change, context.platform.now());
	});
	keepStorage(context, true);
}

async function trash(context: Context, id: EntryId, trashed: boolean): Promise<void> {
	const open = openSession(context);
	await writing(context, open, async () => {
		const { setTrashed } = await loadSaving();
		return setTrashed(open.journal, id, trashed, context.platform.now());
	});
}

async function bringBack(context: Context, id: EntryId, version: string): Promise<void> {
	const open = openSession(context);
	const history = await import("./history.ts");
	const now = context.platform.now();
	await writing(context, open, async () => {
		return (await history.bringBack(open.journal, id, version, now)) ?? "saved";
	});
}

async function erase(context: Context, ids: readonly EntryId[]): Promise<EraseResult> {
	const { journal, exchange, bases } = await wholeSession(context);
	const { eraseEntries } = await import("./erasing.ts");
	const result = await eraseEntries(journal, ids);
	for (const id of ids) bases.delete(id);
	forgetSearch(context);
	show(context);
	afterPause(context, "send", burst, () => exchange.wake());
	return result;
}

/** The journal may be locked by the time that it is written: then nothing shows any more. */
async function writing(
	context: Context,
	open: OpenSession,
	work: () => Promise<Saved>,
): Promise<void> {
	open.writing = "saving";
	open.writes += 1;
	showSaveState(context);
	let saved: Saved;
	try {
		// A change is made to a journal that is all there.
		saved = await open.journal.whole.then(work);
	} finally {
		open.writes -= 1;
	}
	settle(context, saved);
	show(context);
	keepViewSoon(context);
	afterPause(context, "send", burst, () => open.exchange.wake());
}

/** Words that the disk refused stay in memory and are tried again. */
function settle(context: Context, saved: Saved): void {
	const { open } = context;
	if (open === undefined) return;
	const isUnsaved = saved === "saved" && (open.writes > 0 || open.journal.unsaved.length > 0);
	if (!isUnsaved) open.writing = saved;
	showSaveState(context);
	if (saved === "disk-full" || saved === "storage") {
		afterPause(context, "retry", retry, () => void flushAgain(context));
	}
}

async function flushAgain(context: Context): Promise<void> {
	const { journal } = openSession(context);
	const { flushUnsaved } = await loadSaving();
	const saved = await journal.queue(() => flushUnsaved(journal));
	const drafts = await flushing(async () => {
		for (const kept of journal.drafts.all()) await journal.drafts.keep(kept);
	});
	settle(context, saved === "saved" ? drafts : saved);
}

/** A second touch builds on the first, though that is still on its way to the disk. */
async function changeSettings(
	context: Context,
	change: Partial<Settings>,
	today: () => CivilDay,
): Promise<void> {
	const open = openSession(context);
	const { journal } = open;
	const { settings } = context.board;
	let written = { ...settings.value, ...change };
	journal.shelf.wish(written);
	await writing(context, open, async () => {
		const { saveSettings } = await loadSaving();
		const newest = () => {
			written = settings.value;
			return written;
		};
		const saved = await saveSettings(journal, newest, today());
		if (settings.value === written) journal.shelf.wish(undefined);
		return saved;
	});
}
