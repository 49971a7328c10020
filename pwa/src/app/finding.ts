// Finding: the search of an open journal, what it was handed, and what it is asked.

import { afterPause, type Context, type OpenSession, openSession } from "./context.ts";
import type { Entry, EntryId, Moments } from "./contract.ts";
import type { Search } from "./search.ts";

/** So many texts are handed over at once while nobody waits for them. */
const handful = 500;

export function makeFinding(context: Context): Pick<Moments, "search" | "readySearch"> {
	return {
		async search(words) {
			const open = openSession(context);
			const search = open.search ?? (await start(context, open));
			handOver(open, search, context.board.entries.value);
			return search.find(words);
		},
		async readySearch() {
			const open = openSession(context);
			await start(context, open);
			handOverSoon(context, open);
		},
	};
}

/** Once for a session. Where the journal was locked meanwhile, or something was erased, it has ended again. */
function start(context: Context, open: OpenSession): Promise<Search> {
	if (open.search !== undefined) return Promise.resolve(open.search);
	open.starting ??= begin(context, open);
	return open.starting;
}

async function begin(context: Context, open: OpenSession): Promise<Search> {
	const starting = context.platform.startSearch();
	const search = await starting.catch((error: unknown) => {
		open.starting = undefined;
		throw error;
	});
	if (context.open !== open || open.search !== undefined) search.end();
	else open.search = search;
	return open.search ?? search;
}

/** In pieces, between which the page can draw and hear. */
function handOverSoon(context: Context, open: OpenSession): void {
	const { search } = open;
	if (search === undefined || handOver(open, search, context.board.entries.value, handful)) return;
	afterPause(context, "search", 0, () => handOverSoon(context, open));
}

/** What has changed since the last time, at most so many texts; true once the search holds all entries and no others. */
function handOver(
	open: OpenSession,
	search: Search,
	entries: readonly Entry[],
	most = entries.length,
): boolean {
	const { held } = open;
	if (open.sought === entries) return true;
	const changed = entries.filter((entry) => !isSameText(held.get(entry.id), entry));
	const some = changed.slice(0, most);
	for (const entry of some) held.set(entry.id, entry);
	const gone = held.size > entries.length && changed.length <= most ? goneFrom(held, entries) : [];
	for (const id of gone) held.delete(id);
	search.hold([
		...some.map(({ id, words, tags }) => ({ id, text: [words, ...tags].join("\n") })),
		...gone.map((id) => ({ id, text: null })),
	]);
	if (changed.length > most) return false;
	open.sought = entries;
	return true;
}

function isSameText(held: Entry | undefined, entry: Entry): boolean {
	return held === entry || (held?.words === entry.words && held.tags === entry.tags);
}

function goneFrom(
	held: ReadonlyMap<EntryId, Entry>,
	entries: readonly Entry[],
): readonly EntryId[] {
	const here = new Set(entries.map(({ id }) => id));
	return [...held.keys()].filter((id) => !here.has(id));
}
