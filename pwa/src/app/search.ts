// Search over everything, by a scan in a worker of its own.

import { scriptUrl } from "./policy.ts";
import workerPath from "./search.worker.ts?worker&url";

export interface SearchText {
	readonly id: string;
	readonly text: string;
}

export type Question =
	| { readonly name: "texts"; readonly texts: readonly SearchText[] }
	| { readonly name: "words"; readonly number: number; readonly words: string };

export interface SearchAnswer {
	readonly number: number;
	/** The ids of what holds all words, in the order of the texts. */
	readonly found: readonly string[];
}

export interface Search {
	/** What is searched from now on, in the order in which it is to be found. */
	hold(texts: readonly SearchText[]): void;
	find(words: string): Promise<readonly string[]>;
	/** Ends the worker and all words in it. */
	end(): void;
}

export function startSearch(): Search {
	const worker = new Worker(scriptUrl(workerPath), { type: "module", name: "search" });
	const asked = new Map<number, (found: readonly string[]) => void>();
	let last = 0;
	worker.addEventListener("message", ({ data }: MessageEvent<SearchAnswer>) => {
		asked.get(data.number)?.(data.found);
		asked.delete(data.number);
	});
	return {
		hold: (texts) => ask(worker, { name: "texts", texts }),
		find: (words) =>
			new Promise((resolve) => {
				last += 1;
				asked.set(last, resolve);
				ask(worker, { name: "words", number: last, words });
			}),
		end: () => {
			worker.terminate();
			for (const resolve of asked.values()) resolve([]);
			asked.clear();
		},
	};
}

function ask(worker: Worker, question: Question): void {
	worker.postMessage(question);
}
