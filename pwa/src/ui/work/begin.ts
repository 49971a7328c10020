import {
	changeFields,
	type Direction,
	type Entry,
	type EntryId,
	guidedPiece,
	later,
	type Moments,
	need,
	promise,
	sighting,
} from "../../app/contract.ts";
import { openEntry, openSpeaker } from "../desk.ts";
import { openToEdit } from "../kind-view.tsx";
import { go } from "../route.ts";
import type { Speaker } from "./timeline.ts";

/** How each of the small things is begun or opened, from wherever that is offered. */

export function beginNeed(moments: Moments, sort: "need" | "boundary", text = ""): void {
	openToEdit(moments.newDraft({ kind: "need", text, fields: changeFields(need, {}, { sort }) }));
}

/** `direction`: undefined where the person says it. */
export function beginPromise(
	moments: Moments,
	said: { readonly direction?: Direction; readonly who?: string; readonly text?: string } = {},
): void {
	const { text = "", ...part } = said;
	openToEdit(moments.newDraft({ kind: "promise", text, fields: changeFields(promise, {}, part) }));
}

/** Something was seen of words, or of a boundary. */
export function beginSighting(moments: Moments, of: EntryId): void {
	openToEdit(moments.newDraft({ kind: "sighting", fields: changeFields(sighting, {}, { of }) }));
}

export function beginPlain(moments: Moments, kind: "letter" | "later" | "intuition"): void {
	openToEdit(moments.newDraft({ kind }));
}

/** A guided page: gone on with where it was left, else begun. */
export function beginPiece(moments: Moments, piece: string): void {
	const left = moments.entries.value.find(({ kind, fields }) => {
		const written = kind === "piece" ? guidedPiece.read(fields) : undefined;
		return written?.piece === piece && !written.done;
	});
	const fields = changeFields(guidedPiece, {}, { piece });
	openToEdit(left ? moments.editDraft(left.id) : moments.newDraft({ kind: "piece", fields }));
}

/** Leads to the entry as it is read. */
export function read({ id }: Entry): void {
	openEntry(id);
	go("/entry");
}

/** Leads to somebody's words and deeds. */
export function look({ key }: Pick<Speaker, "key">): void {
	openSpeaker.value = key;
	go("/word");
}

/** Opens a note for later, for good. */
export function openLater(moments: Moments, entry: Entry): Promise<void> {
	return mark(moments, entry, (fields) => changeFields(later, fields, { opened: true }));
}

/** Changes the fields of an entry beside what it says. */
export function mark(
	moments: Moments,
	{ id }: Entry,
	change: (fields: Entry["fields"]) => Entry["fields"],
): Promise<void> {
	return moments.changeEntry(id, (draft) => ({ ...draft, fields: change(draft.fields) }));
}
