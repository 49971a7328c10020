import {
	type CivilDay,
	type Direction,
	type Entry,
	type EntryId,
	type Match,
	type Promised,
	promise,
	type Sighting,
	sighting,
} from "../../app/contract.ts";

/** Words and the deeds that were seen to follow, as one person saw them. Nothing here adds up, and nothing judges. */

export interface Seen {
	readonly entry: Entry;
	readonly sighting: Sighting;
}

/** Something that was said or promised, with what was seen of it from the first day on. */
export interface Followed {
	readonly entry: Entry;
	readonly promised: Promised;
	readonly seen: readonly Seen[];
}

/** Whoever said it. The same name in another direction is somebody else: a neighbour is not the world. */
export interface Speaker {
	readonly key: string;
	readonly who: string;
	readonly direction: Direction | undefined;
	/** What was said last comes first. */
	readonly followed: readonly Followed[];
}

/** What was seen of each record, from the first day on. */
export function seenIn(entries: readonly Entry[]): ReadonlyMap<string, readonly Seen[]> {
	const seen = entries
		.filter(({ kind }) => kind === "sighting")
		.map((entry) => ({ entry, sighting: sighting.read(entry.fields) }))
		.sort((a, b) => compareDays(a.entry, b.entry));
	return Map.groupBy(seen, (one) => one.sighting.of);
}

/** Everything that was said, newest first, with what was seen of it. */
export function followedIn(entries: readonly Entry[]): readonly Followed[] {
	const seen = seenIn(entries);
	return entries
		.filter(({ kind }) => kind === "promise")
		.map((entry) => ({
			entry,
			promised: promise.read(entry.fields),
			seen: seen.get(entry.id) ?? [],
		}));
}

/** The one with that id. */
export function followedOf(entries: readonly Entry[], id: EntryId): Followed | undefined {
	return followedIn(entries).find(({ entry }) => entry.id === id);
}

/** By who said it; who spoke last comes first. Only among words in the same direction. */
export function speakersIn(followed: readonly Followed[]): readonly Speaker[] {
	const groups = Map.groupBy(followed, ({ promised }) => speakerKey(promised));
	return [...groups].flatMap(([key, said]) => {
		const first = said[0];
		if (first === undefined) return [];
		const { direction, who } = first.promised;
		return [{ key, who: who.trim(), direction, followed: said }];
	});
}

/** Names a speaker for as long as the journal is open. */
export function speakerKey({ direction, who }: Pick<Promised, "direction" | "who">): string {
	return `${direction ?? ""} ${who.trim().toLocaleLowerCase()}`;
}

/** The days on which deeds were seen that stood so to the words, each day once, from the first on. */
export function daysWith(followed: readonly Followed[], match: Match): readonly CivilDay[] {
	const days = followed.flatMap(({ seen }) =>
		seen.filter((one) => one.sighting.match === match).map((one) => one.entry.day),
	);
	return [...new Set(days)].sort();
}

function compareDays(a: Entry, b: Entry): number {
	if (a.day !== b.day) return a.day < b.day ? -1 : 1;
	return a.at - b.at;
}
