// Saving: a revision is sealed, flushed together with the outbox and the counter, and only then "saved".

import { counters } from "../../../crypto/ts/chain.ts";
import { Refused } from "../../../crypto/ts/errors.ts";
import { entryFields, sameWords } from "../journal/entry.ts";
import { kindOf, saysAnything } from "../journal/kinds.ts";
import { originOf, sameValue } from "../journal/revision.ts";
import { settingsFields, settingsKind, settingsSchema } from "../journal/settings.ts";
import { saveRevision } from "../store/outbox.ts";
import {
	onlyRecord,
	type Statement,
	type Written,
	waitingOf,
	writeRevision,
} from "../vault/writing.ts";
import type { Draft, EntryId, Settings } from "./contract.ts";
import { editOf, type KeptDraft } from "./drafts.ts";
import { flushing, type Saved } from "./flushing.ts";
import { nowNamed, type OpenJournal } from "./open-journal.ts";

/** What was so when a draft was to be saved: the turn of its saving may come later. */
export interface Begun {
	/** The heads that it stands on. */
	readonly parents: readonly string[];
	/** What was kept of it. */
	readonly kept: KeptDraft | undefined;
}

/**
 * Saves a draft; an empty new one, an edit that changed nothing, or what was saved just so, is only dropped. One that no revision can
 * hold stays a draft.
 * `stands` hears what the draft stands on from then on: saved once more, it replaces nothing that came from elsewhere.
 */
export async function saveDraft(
	journal: OpenJournal,
	draft: Draft,
	{ parents, kept }: Begun,
	now: number,
	stands: (parents: readonly string[]) => void,
): Promise<Saved> {
	const before = journal.shelf.entry(draft.id);
	const isEmpty = !saysAnything(draft.kind, draft.text, draft.fields);
	const isSame = before !== undefined && before.pieces.length <= 1 && sameWords(before, draft);
	if ((isEmpty && !draft.edit) || isSame) {
		stands(before?.heads ?? parents);
		return flushing(() => journal.drafts.drop(draft.id));
	}
	if (isSaid(journal, draft, parents)) {
		stands(parents);
		return flushing(() => journal.drafts.drop(draft.id));
	}
	const statement = entryStatement(draft, parents, false, now);
	const saved = await saveStatement(journal, statement, (heads) => {
		stands(heads);
		return journal.drafts.take(draft, kept);
	});
	if (saved !== "too-large") return saved;
	return keepTooLarge(journal, { draft, parents });
}

/** What no revision can hold stays a draft. */
async function keepTooLarge(journal: OpenJournal, draft: KeptDraft): Promise<Saved> {
	const kept = await flushing(() => journal.drafts.keep(draft));
	return kept === "saved" ? "too-large" : kept;
}

/** True if what the draft stands on is one revision that says just this: a tap came twice. */
function isSaid(journal: OpenJournal, draft: Draft, parents: readonly string[]): boolean {
	const [parent] = parents;
	if (parents.length !== 1) return false;
	const revisions = [...(journal.shelf.record(draft.id)?.revisions.values() ?? [])];
	const stood = revisions.find((one) => originOf(one) === parent);
	if (stood?.kind !== draft.kind || stood.day !== draft.day) return false;
	const said = entryFields(draft, draft.at, false, 0);
	return sameValue({ ...stood.fields, saved: 0 }, said);
}

/** Changes an entry as it is when its turn comes. One that no revision can hold stays a draft. */
export async function saveChange(
	journal: OpenJournal,
	id: EntryId,
	change: (draft: Draft) => Draft,
	now: number,
): Promise<Saved> {
	let edit: KeptDraft | undefined;
	let changed: KeptDraft | undefined;
	const statement = (): Statement | undefined => {
		edit = editOf(journal.drafts, journal.shelf, id);
		if (edit === undefined) return undefined;
		const draft = change(edit.draft);
		if (sameWords(edit.draft, draft)) return undefined;
		changed = { ...edit, draft };
		return entryStatement(draft, edit.parents, false, now);
	};
	const saved = await saveStatement(
		journal,
		statement,
		() => changed && journal.drafts.take(changed.draft, edit),
	);
	return saved === "too-large" && changed !== undefined ? keepTooLarge(journal, changed) : saved;
}

export async function setTrashed(
	journal: OpenJournal,
	id: EntryId,
	trashed: boolean,
	now: number,
): Promise<Saved> {
	const entry = journal.shelf.entry(id);
	if (entry === undefined || entry.trashed === trashed) return "saved";
	return saveStatement(journal, () => {
		const newest = journal.shelf.entry(id) ?? entry;
		return entryStatement(newest, newest.heads, trashed, now);
	});
}

/** Asks for the `newest` settings when its turn comes: turns may come in another order than touches. */
export async function saveSettings(
	journal: OpenJournal,
	newest: () => Settings,
	day: string,
): Promise<Saved> {
	const record = await onlyRecord("settings");
	return saveStatement(journal, () => ({
		kind: settingsKind,
		record,
		parents: journal.shelf.heads(settingsKind, record),
		schema: settingsSchema,
		day,
		fields: settingsFields(newest()),
	}));
}

/**
 * Seals a statement, flushes it with everything that could not be flushed before, and shows it. One that builds on what is newest is
 * made when its turn comes: what was saved just before it is its parent. Where there is nothing to say by then, nothing is saved.
 * `folded` hears the new head once it stands in the journal; what it gives is called when all is flushed.
 */
export function saveStatement(
	journal: OpenJournal,
	statement: Statement | (() => Statement | undefined),
	folded?: (heads: readonly string[]) => (() => void) | undefined,
): Promise<Saved> {
	return journal.queue(async () => {
		const made = typeof statement === "function" ? statement() : statement;
		if (made === undefined) return "saved";
		const written = await write(journal, made);
		if (written === undefined) return "too-large";
		const { counter, id, revision } = written;
		journal.newest = { counter, id };
		journal.unsaved = [...journal.unsaved, waitingOf(written)];
		journal.waiting.set(id, counter);
		journal.viewIsOld = true;
		journal.shelf.fold([revision]);
		const showGone = folded?.([originOf(revision)]);
		const saved = await flushUnsaved(journal);
		// What is drawn comes second: it would hold up the disk.
		showGone?.();
		journal.shelf.show(journal);
		return saved;
	});
}

/** Tries again what the disk has refused. To be called within the journal's queue. */
export function flushUnsaved(journal: OpenJournal): Promise<Saved> {
	const [first] = journal.unsaved;
	if (first === undefined) return Promise.resolve("saved");
	return flushing(async () => {
		const gone = journal.drafts.gone();
		await saveRevision(journal.place, journal.unsaved, first.counter - 1, gone);
		journal.drafts.erased(gone);
		nowNamed(
			journal,
			journal.unsaved.flatMap(({ blobs = [] }) => blobs),
		);
		journal.unsaved = [];
	});
}

/** Undefined for what no revision can hold. */
async function write(journal: OpenJournal, statement: Statement): Promise<Written | undefined> {
	const { vault, newest, chain } = journal;
	try {
		return await writeRevision(vault, newest, counters(chain), statement);
	} catch (error) {
		if (error instanceof Refused && error.kind === "length") return undefined;
		throw error;
	}
}

export function entryStatement(
	entry: Pick<Draft, "id" | "kind" | "day" | "at" | "text" | "tags" | "fields">,
	parents: readonly string[],
	trashed: boolean,
	now: number,
): Statement {
	return {
		kind: entry.kind,
		record: entry.id,
		parents,
		schema: kindOf(entry.kind).schema,
		day: entry.day,
		fields: entryFields(entry, entry.at, trashed, now),
	};
}
