import type { ComponentType } from "preact";
import type { Draft, Entry, EntryKind } from "../app/contract.ts";
import { openDraft } from "./desk.ts";
import { go, type Path } from "./route.ts";
import type { Word } from "./words.ts";

/** How a kind of entry shows. */
export interface KindView {
	readonly name: Word;
	/** Where it is written and edited. */
	readonly editor: Path;
	/** One line above the words in a list; undefined for none. */
	readonly line?: (entry: Entry) => string;
	/** What its fields say, above the text of the entry that is read. */
	readonly Facts?: ComponentType<{ readonly entry: Entry }>;
}

export const kindViews: Readonly<Record<EntryKind, KindView>> = {
	entry: { name: "kind.entry", editor: "/write" },
	moment: { name: "kind.moment", editor: "/write" },
	"check-in": { name: "kind.check-in", editor: "/write" },
	piece: { name: "kind.piece", editor: "/write" },
	need: { name: "kind.need", editor: "/write" },
	letter: { name: "kind.letter", editor: "/write" },
	later: { name: "kind.later", editor: "/write" },
	promise: { name: "kind.promise", editor: "/write" },
	sighting: { name: "kind.sighting", editor: "/write" },
	intuition: { name: "kind.intuition", editor: "/write" },
	session: { name: "kind.session", editor: "/write" },
};

/** Opens a draft on the screen that its kind is written on. */
export function openToEdit(draft: Draft): void {
	openDraft.value = draft;
	go(kindViews[draft.kind].editor);
}
