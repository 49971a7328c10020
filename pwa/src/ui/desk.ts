import { signal } from "@preact/signals";
import type { CivilDay, Draft, EntryId, Kit, Sheet } from "../app/contract.ts";
import type { StepId } from "./content.ts";
import type { Fitting } from "./path/fitting.ts";
import type { OpenPiece } from "./path/going.ts";
import type { Range } from "./patterns/range.ts";
import { everything, type Wanted } from "./wanted.ts";

const lastMonth: Range = { name: "month", own: { from: "", to: "" } };

/** What lies open in front of the person: in memory only, never in an address or in history. */

/** The entry that is being read. */
export const readEntry = signal<EntryId | undefined>(undefined);
/** The draft that is being written. */
export const openDraft = signal<Draft | undefined>(undefined);
/** The step of the path that is looked at. */
export const shownStep = signal<StepId | undefined>(undefined);
/** Which of its pieces are looked for; undefined for all. */
export const fitting = signal<Fitting | undefined>(undefined);
/** The guided piece that is written, with what of it is written down nowhere. */
export const openPiece = signal<OpenPiece | undefined>(undefined);
/** What is marked in the entry that is read: the words of the search that it was opened from. */
export const markedWords = signal("");
/** Whose words are looked at beside their deeds: the key of a speaker. */
export const openSpeaker = signal("");
/** The words that are being looked for. */
export const sought = signal("");
/** The days among which they are looked for, both ends included; an empty text is no end. */
export const soughtDays = signal<Days>({ from: "", to: "" });
/** The kinds and tags among which they are looked for. */
export const soughtKinds = signal<Wanted>(everything);
/** The kinds and tags that the journal shows. */
export const shownKinds = signal<Wanted>(everything);
/** The day on which today's screen asks nothing more: rest was the answer. */
export const restDay = signal<CivilDay | undefined>(undefined);
/** The days that the patterns show. */
export const patternRange = signal<Range>(lastMonth);
/** The kinds and tags that the patterns show. */
export const patternKinds = signal<Wanted>(everything);
/** A day that was chosen to be shown. */
export const chosenDay = signal<CivilDay | undefined>(undefined);
/** A day that was chosen and that nothing is written on yet. */
export const emptyDay = signal<CivilDay | undefined>(undefined);
/** A sentence that something was done, and how to take it back. */
export const undoable = signal<Undoable | undefined>(undefined);
/** An invitation that came in the link which opened the app. */
export const invitation = signal("");
/**
 * The kit, while it is being kept. It outlives a lock: it is shown once, a phone may well lock on the
 * way to the printer, and what it opens together with the passphrase is open with the passphrase here.
 */
export const shownKit = signal<Kit | undefined>(undefined);

/** A recovery sheet, in the same way. It works alone: locking drops it. */
export const shownSheet = signal<Sheet | undefined>(undefined);

export interface Days {
	readonly from: CivilDay | "";
	readonly to: CivilDay | "";
}

export interface Undoable {
	readonly said: "undo.trashed" | "undo.dropped" | "undo.restored" | "undo.kept";
	readonly undo: () => Promise<void>;
}

/** Puts an entry in front of the person; `marked` are the words that it was found by. */
export function openEntry(id: EntryId, marked = ""): void {
	readEntry.value = id;
	markedWords.value = marked;
	firstMarkIsDue = marked !== "";
}

let firstMarkIsDue = false;

/** True once after an entry was opened by the words that were found in it. */
export function takeFirstMark(): boolean {
	const due = firstMarkIsDue;
	firstMarkIsDue = false;
	return due;
}

/** Locked: nothing that was written stays on the desk. */
export function clearDesk(): void {
	readEntry.value = undefined;
	openDraft.value = undefined;
	shownStep.value = undefined;
	fitting.value = undefined;
	openPiece.value = undefined;
	markedWords.value = "";
	openSpeaker.value = "";
	sought.value = "";
	soughtDays.value = { from: "", to: "" };
	soughtKinds.value = everything;
	shownKinds.value = everything;
	patternRange.value = lastMonth;
	patternKinds.value = everything;
	chosenDay.value = undefined;
	emptyDay.value = undefined;
	undoable.value = undefined;
	shownSheet.value = undefined;
}
