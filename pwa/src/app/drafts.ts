// Open drafts, each sealed under its own name. A draft keeps the heads that it began from: what another device writes
// meanwhile is merged when it is saved, never written over.

import type { Sealed } from "../../../crypto/ts/brands.ts";
import { toCivilDay } from "../journal/day.ts";
import { sameWords } from "../journal/entry.ts";
import { isEntryId } from "../journal/entry-id.ts";
import { isEntryKind } from "../journal/kinds.ts";
import type { Place } from "../store/database.ts";
import { deleteDraft, writeDraft } from "../store/identity.ts";
import { openValue, type Seal, sealValue } from "../vault/sealing.ts";
import { fields as asFields, list, number, orNull, text } from "../vault/shape.ts";
import type { Board } from "./board.ts";
import type { Draft, EntryId } from "./contract.ts";
import type { Shelf } from "./shelf.ts";

export interface KeptDraft {
	readonly draft: Draft;
	/** The heads of the entry that it is an edit of. */
	readonly parents: readonly string[];
}

export interface DraftBook {
	get(id: EntryId): KeptDraft | undefined;
	all(): readonly KeptDraft[];
	/** Shows it at once, and resolves when it is flushed. */
	keep(kept: KeptDraft): Promise<void>;
	drop(id: EntryId): Promise<void>;
	/** Takes it from what shows; it is on disk no more. */
	forget(id: EntryId): void;
	/**
	 * Its words were saved: it is `gone`, which shows when what this gives is called. `keptBefore` is what was kept of it when saving
	 * began: one that was kept since then and says something else goes on.
	 */
	take(saved: Draft, keptBefore: KeptDraft | undefined): () => void;
	/** What may still lie on disk, and goes from there in the next transaction that saves. */
	gone(): readonly EntryId[];
	erased(ids: readonly EntryId[]): void;
	/** Locked: nothing of them shows any more, whatever still ends. */
	close(): void;
}

interface DraftRow {
	readonly id: string;
	readonly sealed: Sealed;
}

/** A draft that cannot be opened is left where it is and not shown. */
export async function openDrafts(
	place: Place,
	seal: Seal,
	rows: readonly DraftRow[],
	board: Board,
): Promise<DraftBook> {
	const settled = await Promise.allSettled(rows.map((row) => openDraft(seal, row)));
	const kept = new Map(
		settled
			.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []))
			.sort((a, b) => a.draft.at - b.draft.at)
			.map((one) => [one.draft.id, one]),
	);
	const gone = new Set<EntryId>();
	let isClosed = false;
	const show = (): void => {
		if (!isClosed) board.drafts.value = [...kept.values()].map(({ draft }) => draft).reverse();
	};
	const forget = (id: EntryId): void => {
		kept.delete(id);
		show();
	};
	show();
	return {
		get: (id) => kept.get(id),
		all: () => [...kept.values()],
		forget,
		take(saved, keptBefore) {
			const now = kept.get(saved.id);
			if (now === undefined || now === keptBefore || sameWords(now.draft, saved)) {
				kept.delete(saved.id);
				gone.add(saved.id);
			}
			return show;
		},
		gone: () => [...gone],
		erased(ids) {
			for (const id of ids) gone.delete(id);
		},
		close: () => {
			isClosed = true;
		},
		async keep(one) {
			const { id } = one.draft;
			gone.delete(id);
			kept.delete(id);
			kept.set(id, one);
			show();
			const sealed = await sealDraft(seal, one);
			// Dropped or saved while it was being sealed, or kept anew.
			if (kept.get(id) === one) await writeDraft(place, id, sealed);
		},
		async drop(id) {
			forget(id);
			gone.add(id);
			await deleteDraft(place, id);
			gone.delete(id);
		},
	};
}

/** The open draft of an entry, else one of it as it is now; undefined where there is no such entry. */
export function editOf(
	drafts: Pick<DraftBook, "get">,
	shelf: Pick<Shelf, "entry">,
	id: EntryId,
): KeptDraft | undefined {
	const kept = drafts.get(id);
	if (kept !== undefined) return kept;
	const entry = shelf.entry(id);
	if (entry === undefined) return undefined;
	const { kind, day, at, text: words, tags, fields, heads } = entry;
	return { draft: { id, kind, day, at, text: words, tags, fields, edit: true }, parents: heads };
}

export function sealDraft(seal: Seal, { draft, parents }: KeptDraft): Promise<Sealed> {
	const { id, kind, day, at, tags, fields, edit } = draft;
	return sealValue(seal, nameOf(id), [day, at, draft.text, edit, parents, kind, tags, fields]);
}

export async function openDraft(seal: Seal, { id, sealed }: DraftRow): Promise<KeptDraft> {
	if (!isEntryId(id)) throw new TypeError("expected an entry id");
	const opened = list(await openValue(seal, nameOf(id), sealed));
	// The last three stand in no draft of the first version, which knew pages only.
	const [day, at, words, edit, parents, kind, tags, fields] = opened;
	const name = orNull(kind, text) ?? "entry";
	if (!isEntryKind(name)) throw new TypeError("expected a kind of entry");
	const draft = {
		id,
		kind: name,
		day: toCivilDay(text(day)),
		at: number(at),
		text: text(words),
		tags: (orNull(tags, list) ?? []).map(text),
		fields: orNull(fields, asFields) ?? {},
		edit: edit === true,
	};
	return { draft, parents: list(parents).map(text) };
}

function nameOf(id: EntryId): string {
	return `draft/${id}`;
}
