// Search over everything, by a scan in a worker of its own. What goes there and back goes by numbers: ten thousand hits weigh little.

import type { EntryId } from "../journal/entry-id.ts";
import { scriptUrl } from "./policy.ts";
import workerPath from "./search.worker.ts?worker&url";

export interface SearchText {
	readonly id: EntryId;
	/** Null for what is searched no longer. */
	readonly text: string | null;
}

export type Question =
	| {
			readonly name: "texts";
			readonly numbers: readonly number[];
			/** One for each number. */
			readonly texts: readonly (string | null)[];
	  }
	| { readonly name: "words"; readonly number: number; readonly words: string };

export interface SearchAnswer {
	readonly number: number;
	/** The numbers of the texts that hold all words. */
	readonly found: Uint32Array<ArrayBuffer>;
}

export interface Search {
	/** Texts that are searched from now on, in the place of those that the same ids had. */
	hold(texts: readonly SearchText[]): void;
	/** The ids of what holds all words; none once it has ended. */
	find(words: string): Promise<ReadonlySet<EntryId>>;
	/** Ends the worker and all words in it. */
	end(): void;
}

export function startSearch(): Search {
	const worker = new Worker(scriptUrl(workerPath), { type: "module", name: "search" });
	const asked = new Map<number, (found: ReadonlySet<EntryId>) => void>();
	const ids: EntryId[] = [];
	const numbers = new Map<EntryId, number>();
	let last = 0;
	let ended = false;
	const numberOf = (id: EntryId): number => {
		const known = numbers.get(id) ?? ids.push(id) - 1;
		numbers.set(id, known);
		return known;
	};
	worker.addEventListener("message", ({ data }: MessageEvent<SearchAnswer>) => {
		const found = new Set<EntryId>();
		for (const number of data.found) {
			const id = ids[number];
			if (id !== undefined) found.add(id);
		}
		asked.get(data.number)?.(found);
		asked.delete(data.number);
	});
	return {
		hold: (texts) =>
			ask(worker, {
				name: "texts",
				numbers: texts.map(({ id }) => numberOf(id)),
				texts: texts.map(({ text }) => text),
			}),
		find: (words) =>
			new Promise((resolve) => {
				if (ended) return resolve(new Set());
				last += 1;
				asked.set(last, resolve);
				ask(worker, { name: "words", number: last, words });
			}),
		end: () => {
			ended = true;
			worker.terminate();
			for (const resolve of asked.values()) resolve(new Set());
			asked.clear();
		},
	};
}

function ask(worker: Worker, question: Question): void {
	worker.postMessage(question);
}
