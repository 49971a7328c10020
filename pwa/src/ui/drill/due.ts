import type { CivilDay, KnownPaper } from "../../app/contract.ts";
import { dayAfter } from "../day.ts";

/** When looking for the kit is offered (C23): once a year, and after a "not now" a month on. */

const YEAR = 365;
const MONTH = 30;

/** `after`: the settings' first day on which it is offered at all. What was never typed back is asked for where it was made. */
export function isDrillDue(
	papers: readonly Pick<KnownPaper, "typed">[],
	after: CivilDay | undefined,
	today: CivilDay,
): boolean {
	const isOld = papers.some(({ typed }) => typed !== undefined && dayAfter(typed, YEAR) <= today);
	return isOld && (after === undefined || after <= today);
}

/** The first day of the next offer. */
export function drillAgain(today: CivilDay, answer: "found" | "later"): CivilDay {
	return dayAfter(today, answer === "found" ? YEAR : MONTH);
}
