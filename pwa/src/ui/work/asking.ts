import type { CivilDay } from "../../app/contract.ts";
import { dayAfter } from "../day.ts";
import type { Followed } from "./timeline.ts";

/** Which words are asked about, and when: gently, in the app only, two at most. */

const ASKED_AT_ONCE = 2;
/** Days between what was said, or seen last, and the next question. */
const REST = 7;

/** What is asked about today; what has waited longest comes first. */
export function askedAbout(followed: readonly Followed[], today: CivilDay): readonly Followed[] {
	return followed
		.flatMap((one) => {
			const day = nextAsking(one);
			return day !== undefined && day <= today ? [{ one, day }] : [];
		})
		.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
		.slice(0, ASKED_AT_ONCE)
		.map(({ one }) => one);
}

/** The day of the next question; undefined if there is none any more. */
export function nextAsking({ entry, promised, seen }: Followed): CivilDay | undefined {
	const { by, after, closed } = promised;
	const last = seen.at(-1)?.entry.day;
	if (closed || entry.text.trim() === "") return undefined;
	// It had its day, and what came of it was seen.
	if (by !== undefined && last !== undefined && last >= by) return undefined;
	return latest([by ?? dayAfter(entry.day, REST), last && dayAfter(last, REST), after]);
}

/** Until when it is left alone after a "not now". */
export function restedUntil(today: CivilDay): CivilDay {
	return dayAfter(today, REST);
}

function latest(days: readonly (CivilDay | undefined)[]): CivilDay | undefined {
	return days
		.filter((day) => day !== undefined)
		.sort()
		.at(-1);
}
