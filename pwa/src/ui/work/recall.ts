import { type CivilDay, type Entry, type EntryKind, isNeverRecalled } from "../../app/contract.ts";
import { dayAfter } from "../day.ts";
import { inYear } from "../month.ts";

/** Looking back by consent: which entry may be asked about. What it says is shown by nobody but the person. */

export interface Recall {
	readonly entry: Entry;
	/** About how many years ago. */
	readonly years: number;
}

/** Days before and after the same day of an earlier year. */
const AROUND = 30;
/** Days without a question after a look, so that the same is not asked about twice, and after a "later". */
const AFTER_A_LOOK = 2 * AROUND + 1;
const AFTER_LATER = 21;
const YEARS_AT_MOST = 30;

const looked: ReadonlySet<EntryKind> = new Set(["entry", "piece", "letter", "moment", "intuition"]);

/**
 * What may be asked about today: about a year ago, else about two, and so on; the nearest to the day. `after`: the settings' first day
 * on which looking back is offered at all.
 */
export function recallFor(
	entries: readonly Entry[],
	today: CivilDay,
	after: CivilDay | undefined,
): Recall | undefined {
	if (after !== undefined && today < after) return undefined;
	const known = entries.filter(mayBeAsked);
	const oldest = known.at(-1)?.day ?? today;
	const thisYear = Number(today.slice(0, 4));
	const most = Math.min(thisYear - Number(oldest.slice(0, 4)) + 1, YEARS_AT_MOST);
	for (let years = 1; years <= most; years += 1) {
		const entry = nearest(known, inYear(today, thisYear - years));
		if (entry !== undefined) return { entry, years };
	}
	return undefined;
}

/** The first day of the next question. */
export function askAgain(today: CivilDay, answer: "see" | "later"): CivilDay {
	return dayAfter(today, answer === "see" ? AFTER_A_LOOK : AFTER_LATER);
}

function mayBeAsked({ kind, fields, words }: Entry): boolean {
	return looked.has(kind) && words.trim() !== "" && !isNeverRecalled(fields);
}

function nearest(entries: readonly Entry[], day: CivilDay): Entry | undefined {
	const [from, to] = [dayAfter(day, -AROUND), dayAfter(day, AROUND)];
	const within = entries.filter((entry) => entry.day >= from && entry.day <= to);
	return within.reduce<Entry | undefined>(
		(best, one) => (best === undefined || apart(one, day) < apart(best, day) ? one : best),
		undefined,
	);
}

function apart({ day }: Entry, from: CivilDay): number {
	return Math.abs(Date.parse(day) - Date.parse(from));
}
