import {
	type Entry,
	type EntryId,
	later,
	type Picked,
	type Session,
	sentenceMark,
	sentencesOf,
} from "../../app/contract.ts";
import type { Days } from "../desk.ts";

/** What is chosen for a page, and what of it stands there. Pure: nothing is kept here. */

type Picks = Session["picks"];

/** Everything but such pages themselves and notes that are still closed; oldest first, as it will be read. */
export function choosable(entries: readonly Entry[], { from, to }: Days): readonly Entry[] {
	return entries
		.filter(({ day }) => (from === "" || day >= from) && (to === "" || day <= to))
		.filter(canBeChosen)
		.toSorted((a, b) => (a.day === b.day ? a.at - b.at : a.day < b.day ? -1 : 1));
}

function canBeChosen({ kind, fields }: Entry): boolean {
	if (kind === "session") return false;
	return kind !== "later" || later.read(fields).opened;
}

/** On the page as a whole, or off it. */
export function withEntry(picks: Picks, id: EntryId, on: boolean): Picks {
	return withPicked(picks, id, on ? "all" : []);
}

/** One sentence more or less of an entry. With all of its sentences it is there as a whole; with none it is not. */
export function withSentence(picks: Picks, entry: Entry, sentence: string, on: boolean): Picks {
	const marks = sentencesOf(entry.words).map(sentenceMark);
	const chosen = new Set(chosenMarks(entry, picks.get(entry.id)));
	if (on) chosen.add(sentenceMark(sentence));
	else chosen.delete(sentenceMark(sentence));
	const kept = marks.filter((mark, at) => chosen.has(mark) && marks.indexOf(mark) === at);
	return withPicked(picks, entry.id, marks.every((mark) => chosen.has(mark)) ? "all" : kept);
}

function withPicked(picks: Picks, id: EntryId, picked: Picked): Picks {
	const others = [...picks].filter(([other]) => other !== id);
	return new Map(picked.length === 0 ? others : [...others, [id, picked] as const]);
}

function chosenMarks({ words }: Entry, picked: Picked | undefined): readonly string[] {
	return picked === "all" ? sentencesOf(words).map(sentenceMark) : (picked ?? []);
}

/** True if that sentence of the entry is chosen. */
export function isChosen(picked: Picked | undefined, sentence: string): boolean {
	return picked === "all" || (picked?.includes(sentenceMark(sentence)) ?? false);
}

/** The chosen sentences by runs that stand together in the entry. */
export function chosenRuns({ words }: Entry, picked: Picked): readonly string[] {
	const runs: string[][] = [];
	let running = false;
	for (const sentence of sentencesOf(words)) {
		const chosen = isChosen(picked, sentence);
		if (chosen && running) runs.at(-1)?.push(sentence);
		else if (chosen) runs.push([sentence]);
		running = chosen;
	}
	return runs.map((run) => run.join(" "));
}

/** True if something chosen is no longer there: its entry went, or its sentence was changed. */
export function hasChanged(entries: ReadonlyMap<EntryId, Entry>, picks: Picks): boolean {
	return [...picks].some(([id, picked]) => {
		const entry = entries.get(id);
		if (entry === undefined || picked === "all") return entry === undefined;
		const marks = new Set(sentencesOf(entry.words).map(sentenceMark));
		return picked.some((mark) => !marks.has(mark));
	});
}
