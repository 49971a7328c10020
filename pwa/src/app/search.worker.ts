// Scans folded text away from the screen. It holds words in memory only, and dies with the lock.

import { foldText, holdsWords, queryWords } from "../journal/folding.ts";
import type { Question, SearchAnswer, SearchText } from "./search.ts";

declare const self: DedicatedWorkerGlobalScope;

interface Page {
	readonly id: string;
	readonly text: string;
	readonly folded: string;
}

let pages: readonly Page[] = [];

self.addEventListener("message", ({ data }: MessageEvent<Question>) => {
	if (data.name === "texts") pages = fold(data.texts);
	else self.postMessage(answer(data.number, data.words));
});

/** Folds only what changed since the last time. */
function fold(texts: readonly SearchText[]): readonly Page[] {
	const known = new Map(pages.map((page) => [page.id, page]));
	return texts.map(({ id, text }) => {
		const page = known.get(id);
		return page?.text === text ? page : { id, text, folded: foldText(text) };
	});
}

function answer(number: number, query: string): SearchAnswer {
	const words = queryWords(query);
	const held = pages.filter(({ folded }) => holdsWords(folded, words));
	return { number, found: held.map(({ id }) => id) };
}
