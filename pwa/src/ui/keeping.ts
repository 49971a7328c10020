import { useEffect, useMemo } from "preact/hooks";
import { type Draft, type Moments, sameWords } from "../app/contract.ts";
import { useMoments } from "./context.ts";
import { openDraft } from "./desk.ts";

/** From a keystroke to the disk, in milliseconds, however fast one goes on typing. */
const KEPT_WITHIN = 250;

/** What is being attached to a draft. */
export interface Work {
	/**
	 * Ends it with what there is, and resolves once that is part of the draft: false if something of it was refused. Undefined where
	 * nothing is under way.
	 */
	settle(): Promise<boolean> | undefined;
	/** Nothing more of it is wanted. */
	drop(): void;
}

/** Keeps what is being written. */
export interface Keeping {
	/** The draft changed: it is kept soon. False where its screen was left. */
	changed(draft: Draft): boolean;
	/** From now on this can be attached to the draft. */
	hold(work: Work): void;
	/** Calls `then` once nothing is being attached any more; not if something was refused, which is said there, or the screen was left. */
	settled(then: () => void): void;
	/** Done: it becomes an entry (both versions of an ambiguous place become one). Resolves once it is kept, or that is refused. */
	finish(): Promise<void>;
	/** It was deleted: nothing more is kept. */
	release(): void;
	/** The screen goes away, however it does: words that changed become an entry, with what is still being attached. */
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
	let isLeft = false;
	const works = new Set<Work>();

	const rest = (): void => {
		clearTimeout(timer);
		timer = undefined;
	};
	const isOpen = (): boolean => moments.phase.peek().name === "open";
	const hurry = (): void => {
		if (timer === undefined) return;
		rest();
		// A field that is taken off the page loses the focus: where that is by locking, its words are kept already.
		if (isOpen()) void moments.keepDraft(newest);
	};
	const release = (): void => {
		rest();
		over = true;
		for (const work of works) work.drop();
	};
	const underWay = (): Promise<boolean> | undefined => {
		const all = [...works].flatMap((work) => work.settle() ?? []);
		return all.length === 0
			? undefined
			: Promise.all(all).then((each) => each.every((isWhole) => isWhole));
	};
	const end = async (asEntry: boolean): Promise<void> => {
		if (over) return;
		release();
		if (!isLeft) openDraft.value = undefined;
		await (asEntry ? moments.save(newest) : moments.dropDraft(newest.id));
	};
	const differs = (): boolean =>
		entry === undefined
			? newest.text.trim() !== "" || !sameWords(newest, first)
			: !sameWords(newest, entry);

	return {
		changed(draft) {
			if (over || !isOpen()) return false;
			newest = draft;
			timer ??= setTimeout(hurry, KEPT_WITHIN);
			// Out of sight no timer is sure to run.
			if (document.visibilityState === "hidden") hurry();
			return !isLeft;
		},
		hold(work) {
			works.add(work);
		},
		settled(then) {
			const all = underWay();
			if (all === undefined) return then();
			void all.then((isWhole) => {
				if (isWhole && !over && !isLeft) then();
			});
		},
		finish: () => end(differs() || ambiguous),
		release,
		leave() {
			// Locked: the draft is kept already, and waits among those left open.
			if (over || !isOpen()) return release();
			isLeft = true;
			openDraft.value = undefined;
			const all = underWay();
			if (all === undefined) {
				void end(differs());
				return;
			}
			// A lock that comes sooner finds the words kept.
			hurry();
			void all.then(() => (isOpen() ? end(differs()) : release()));
		},
		hurry,
	};
}
