import type { Entry } from "../app/contract.ts";

const SUGGESTED = 8;

/** Every tag that occurs, ascending as people of that language sort. */
export function tagsIn(entries: readonly Pick<Entry, "tags">[]): readonly string[] {
	return sorted(entries.flatMap(({ tags }) => tags));
}

/** The tags with those that were typed, each once. One that is in use keeps the letters that it has. */
export function withTags(
	tags: readonly string[],
	typed: string,
	known: readonly string[],
): readonly string[] {
	const added = typed
		.split(/[,\n]/)
		.map((tag) => tag.replace(/^[\s#]+/, "").trim())
		.filter((tag) => tag !== "")
		.map((tag) => [...tags, ...known].find((one) => folded(one) === folded(tag)) ?? tag);
	return sorted([...tags, ...added]);
}

/** A few tags of the person's own that begin as what is typed does, or hold it; none that are on already. */
export function suggestedTags(
	known: readonly string[],
	tags: readonly string[],
	typed: string,
): readonly string[] {
	const sought = folded(typed.replace(/^[\s#]+/, "").trim());
	const fitting = known.filter((tag) => !tags.includes(tag) && folded(tag).includes(sought));
	const begins = (tag: string): boolean => folded(tag).startsWith(sought);
	return [...fitting.filter(begins), ...fitting.filter((tag) => !begins(tag))].slice(0, SUGGESTED);
}

function sorted(tags: readonly string[]): readonly string[] {
	return [...new Set(tags)].sort((a, b) => a.localeCompare(b));
}

function folded(text: string): string {
	return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
