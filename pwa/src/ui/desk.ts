import { signal } from "@preact/signals";
import type { Draft, EntryId, Kit } from "../app/contract.ts";

/** What lies open in front of the person: in memory only, never in an address or in history. */

/** The entry that is being read. */
export const readEntry = signal<EntryId | undefined>(undefined);
/** The draft that is being written. */
export const openDraft = signal<Draft | undefined>(undefined);
/** The words that are being looked for. */
export const sought = signal("");
/** A sentence that something was done, and how to take it back. */
export const undoable = signal<Undoable | undefined>(undefined);
/** An invitation that came in the link which opened the app. */
export const invitation = signal("");
/**
 * The kit, while it is being kept. It outlives a lock: it is shown once, a phone may well lock on the
 * way to the printer, and what it opens together with the passphrase is open with the passphrase here.
 */
export const shownKit = signal<Kit | undefined>(undefined);

export interface Undoable {
	readonly said: "undo.trashed" | "undo.dropped" | "undo.restored";
	readonly undo: () => Promise<void>;
}

/** Locked: nothing that was written stays on the desk. */
export function clearDesk(): void {
	readEntry.value = undefined;
	openDraft.value = undefined;
	sought.value = "";
	undoable.value = undefined;
}
