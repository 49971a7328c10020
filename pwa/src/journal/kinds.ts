// Every kind of record that a person writes, by the name that stands in its revisions. What is not here is kept and synced as it
// came, and shows nowhere: it is of a newer version.

import { attachmentsIn } from "./attachment.ts";
import { checkIn } from "./check-in.ts";
import { guidedPiece } from "./guided-piece.ts";
import { intuition } from "./intuition.ts";
import type { Kind } from "./kind.ts";
import { later } from "./later.ts";
import { letter } from "./letter.ts";
import { moment } from "./moment.ts";
import { need } from "./need.ts";
import { page } from "./page.ts";
import { promise } from "./promise.ts";
import type { Fields } from "./revision.ts";
import { session } from "./session.ts";
import { sighting } from "./sighting.ts";

const kinds = {
	entry: page,
	moment,
	"check-in": checkIn,
	piece: guidedPiece,
	need,
	letter,
	later,
	promise,
	sighting,
	intuition,
	session,
} as const;

export type EntryKind = keyof typeof kinds;

/** What can be asked of a kind without knowing its values. */
export type AnyKind = Pick<Kind<never>, "schema" | "isProse" | "words" | "holds" | "isClosed">;

export const entryKinds: readonly EntryKind[] = Object.keys(kinds).filter(isEntryKind);

export function isEntryKind(name: string): name is EntryKind {
	return Object.hasOwn(kinds, name);
}

export function kindOf(name: EntryKind): AnyKind {
	return kinds[name];
}

/** True if an entry says anything: in its text, in its kind's fields, or by what is attached. */
export function saysAnything(kind: EntryKind, text: string, fields: Fields): boolean {
	return text.trim() !== "" || kindOf(kind).holds(fields) || attachmentsIn(fields).size > 0;
}

/** True while the text of an entry is put away. */
export function isClosed({ kind, fields }: { kind: EntryKind; fields: Fields }): boolean {
	return kindOf(kind).isClosed?.(fields) ?? false;
}

/** What lists show and a search looks through: the person's own words, without those that are put away. */
export function shownWordsOf(kind: EntryKind, text: string, fields: Fields): string {
	return wordsOf(kind, isClosed({ kind, fields }) ? "" : text, fields);
}

/** The person's own words of an entry, in one text. */
export function wordsOf(name: EntryKind, text: string, fields: Fields): string {
	return [text, ...kindOf(name).words(fields)].filter((part) => part.trim() !== "").join("\n");
}
