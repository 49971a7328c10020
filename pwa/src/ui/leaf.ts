import type { CivilDay, Entry } from "../app/contract.ts";
import { monthOf } from "./day.ts";

/** The entries of one day, in the order in which they were begun. */
export interface DayOfEntries {
	readonly day: CivilDay;
	readonly entries: readonly Entry[];
	/** True on the first shown day of a month. */
	readonly opensMonth: boolean;
	/** True where a full day was cut: the part before it has its name. */
	readonly goesOn: boolean;
}

/** A handful of days that are put on the page and taken off it together. */
export interface Leaf {
	/** Changes only if its days do. */
	readonly key: string;
	readonly days: readonly DayOfEntries[];
	readonly entries: number;
}

const ENTRIES_OF_A_LEAF = 4;

/**
 * Cuts entries (newest day first) into leaves of whole days; a very full day is cut too. It begins at the oldest: what is written
 * today leaves all leaves but the newest as they were.
 */
export function leavesOf(entries: readonly Entry[]): readonly Leaf[] {
	const leaves: Leaf[] = [];
	let days: DayOfEntries[] = [];
	let count = 0;
	const close = (): void => {
		const first = days.at(-1);
		if (first === undefined) return;
		const key = `${first.day} ${first.entries[0]?.id ?? ""}`;
		leaves.push({ key, days: days.reverse(), entries: count });
		days = [];
		count = 0;
	};
	for (const day of daysOf(entries).toReversed()) {
		if (count > 0 && count + day.entries.length > ENTRIES_OF_A_LEAF) close();
		days.push(day);
		count += day.entries.length;
	}
	close();
	return leaves.reverse();
}

/** Groups entries by day, in their order. */
export function daysOf(entries: readonly Entry[]): readonly DayOfEntries[] {
	const days: { day: CivilDay; entries: Entry[]; opensMonth: boolean; goesOn: boolean }[] = [];
	for (const entry of entries) {
		const last = days.at(-1);
		if (last?.day === entry.day && last.entries.length < ENTRIES_OF_A_LEAF) {
			last.entries.push(entry);
			continue;
		}
		const opensMonth = last === undefined || monthOf(last.day) !== monthOf(entry.day);
		const goesOn = last?.day === entry.day;
		days.push({ day: entry.day, entries: [entry], opensMonth, goesOn });
	}
	return days;
}

/** The beginning of a text, cut at a word, for a list. `length` in UTF-16 units. */
export function beginning(text: string, length: number): string {
	// An empty line would spend one of the few lines that are shown.
	const trimmed = text.trim().replace(/\n\s*\n/g, "\n");
	if (trimmed.length <= length) return trimmed;
	const cut = trimmed.slice(0, length);
	return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), length - 40)).trimEnd()} …`;
}
