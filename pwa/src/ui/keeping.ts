import { useEffect, useMemo } from "preact/hooks";
import { type Draft, type Moments, sameWords } from "../app/contract.ts";
import { useMoments } from "./context.ts";
import { openDraft } from "./desk.ts";

/** From a keystroke to the disk, in milliseconds, however fast one goes on typing. */
const KEPT_WITHIN = 250;

/** Keeps what is being written. */
export interface Keeping {
	/** The draft changed: it is kept soon. */
	changed(draft: Draft): void;
	/** Done: it becomes an entry (both versions of an ambiguous place become one). Resolves once it is kept, or that is refused. */
	finish(): Promise<void>;
	/** It was deleted: nothing more is kept. */
	release(): void;
	/** The screen goes away, however it does: words that changed become an entry. */
	leave(): void;
	/** The page may vanish: keeps the newest words at once. */
	hurry(): void;
}

/** Keeps the draft at every pause, when the page hides, and when the screen is left. */
export function useKeeping(first: Draft): Keeping {
	const moments = useMoments();
	const keeping = useMemo(() => keepingOf(moments, first), [moments]);
	useEffect(() => {
		const hidden = (): void => {
			if (document.visibilityState === "hidden") keeping.hurry();
		};
		// Capturing: before whoever locks the journal for the same reason.
		const early = { capture: true };
		window.addEventListener("visibilitychange", hidden, early);
		window.addEventListener("pagehide", keeping.hurry, early);
		window.addEventListener("blur", keeping.hurry, early);
		return () => {
			window.removeEventListener("visibilitychange", hidden, early);
			window.removeEventListener("pagehide", keeping.hurry, early);
			window.removeEventListener("blur", keeping.hurry, early);
			keeping.leave();
		};
	}, [keeping]);
	return keeping;
}

function keepingOf(moments: Moments, first: Draft): Keeping {
	const entry = moments.entries.peek().find((known) => known.id === first.id);
	const ambiguous = entry?.pieces.some((piece) => typeof piece !== "string") ?? false;
	let newest = first;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let over = false;

	const rest = (): void => {
		clearTimeout(timer);
		timer = undefined;
	};
	const hurry = (): void => {
		if (timer === undefined) return;
		rest();
		// A field that is taken off the page loses the focus: where that is by locking, its words are kept already.
		if (moments.phase.peek().name === "open") void moments.keepDraft(newest);
	};
	const release = (): void => {
		rest();
		over = true;
	};
	const end = async (asEntry: boolean): Promise<void> => {
		if (over) return;
		release();
		openDraft.value = undefined;
		await (asEntry ? moments.save(newest) : moments.dropDraft(newest.id));
	};
	const differs = (): boolean =>
		entry === undefined
			? newest.text.trim() !== "" || !sameWords(newest, first)
			: !sameWords(newest, entry);

	return {
		changed(draft) {
			newest = draft;
			timer ??= setTimeout(hurry, KEPT_WITHIN);
		},
		finish: () => end(differs() || ambiguous),
		release,
		leave() {
			// Locked: the draft is kept already, and waits among those left open.
			if (moments.phase.peek().name === "open") void end(differs());
			else release();
		},
		hurry,
	};
}
