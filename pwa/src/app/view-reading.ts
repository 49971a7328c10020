// Reading the view: its head and its youngest part at once, since they show first; the other parts one after the other.

import type { Revision } from "../journal/revision.ts";
import type { Place } from "../store/database.ts";
import { StoreFailure } from "../store/failure.ts";
import { readNewest, readPart } from "../store/view.ts";
import type { Seal } from "../vault/sealing.ts";
import { openHead, openPart, type PartName } from "../vault/view.ts";

export interface LoadedView {
	readonly seq: number;
	readonly counter: number;
	/** What the head itself holds. */
	readonly head: readonly Revision[];
	readonly newest: OpenPart | undefined;
	/** All parts, ascending. */
	readonly parts: readonly PartName[];
}

export interface OpenPart {
	readonly name: PartName;
	readonly revisions: readonly Revision[];
	/** Bytes on disk. */
	readonly size: number;
}

/** What of a view was not read yet, and the revisions that are to be left out of it. */
export interface Unread {
	readonly parts: readonly PartName[];
	readonly erased: ReadonlySet<string>;
}

export const noView: LoadedView = { seq: 0, counter: 0, head: [], newest: undefined, parts: [] };

/** A view that cannot be opened is made anew from the log. */
export async function loadView(place: Place, seal: Seal): Promise<LoadedView> {
	try {
		const { view, newest } = await readNewest(place);
		if (view === undefined) return noView;
		const { seq, counter } = view;
		const { revisions: head, parts } = await openHead(seal, view.sealed);
		const name = parts.at(-1);
		if (name === undefined) return { seq, counter, head, newest: undefined, parts };
		if (newest === undefined) return noView;
		const { length: size } = newest.sealed;
		const revisions = await openPart(seal, name, newest.sealed);
		return { seq, counter, head, newest: { name, revisions, size }, parts };
	} catch {
		// The log holds it all.
		return noView;
	}
}

/** The youngest first. While one is taken in, the next one comes. Throws for one that is not there or does not open. */
export async function* readUnread(
	place: Place,
	seal: Seal,
	parts: readonly PartName[],
): AsyncGenerator<OpenPart> {
	const read = async (name: PartName | undefined): Promise<OpenPart | undefined> => {
		if (name === undefined) return undefined;
		const sealed = await readPart(place, name.number);
		if (sealed === undefined) throw new StoreFailure("damaged", "a part of the view is missing");
		return { name, revisions: await openPart(seal, name, sealed), size: sealed.length };
	};
	const left = parts.toReversed();
	let coming = read(left.shift());
	for (;;) {
		const part = await coming;
		if (part === undefined) return;
		coming = read(left.shift());
		// Where the reader stops, nobody hears what became of the next one.
		coming.catch(() => undefined);
		yield part;
	}
}
