import { useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import type { Draft, EntryKind } from "../../app/contract.ts";
import { useMoments } from "../context.ts";
import { draftAt } from "../kind-view.tsx";
import { goInstead } from "../route.ts";
import { IntuitionNote } from "./intuition-note.tsx";
import { LaterNote } from "./later-note.tsx";
import { LetterNote } from "./letter-note.tsx";
import { NeedNote } from "./need-note.tsx";
import { PromiseNote } from "./promise-note.tsx";
import { SightingNote } from "./sighting-note.tsx";

const editors: Readonly<Partial<Record<EntryKind, ComponentType<{ readonly draft: Draft }>>>> = {
	need: NeedNote,
	letter: LetterNote,
	later: LaterNote,
	promise: PromiseNote,
	sighting: SightingNote,
	intuition: IntuitionNote,
};

/** One of the small things that are written on a form of their own. */
export function Note() {
	const moments = useMoments();
	const { value: draft } = useSignal(draftAt("/note", moments));
	const Editor = draft && editors[draft.kind];
	const gone = Editor === undefined;
	useEffect(() => {
		if (gone) goInstead("/");
	}, [gone]);
	return draft && Editor ? <Editor draft={draft} /> : <main class="screen" aria-busy="true" />;
}
