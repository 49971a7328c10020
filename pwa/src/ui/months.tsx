import { useMoments } from "./context.ts";
import { monthInWords, monthOf } from "./day.ts";
import { say } from "./words.ts";
import "./months.css";

/** The months that were written in, beside the journal where there is room. */
export function Months() {
	const entries = useMoments().entries.value;
	const firsts = entries.filter((entry, at) => {
		const before = entries[at - 1];
		return before === undefined || monthOf(before.day) !== monthOf(entry.day);
	});
	if (firsts.length < 2) return null;
	return (
		<nav class="months" aria-label={say("journal.months")}>
			<ul>
				{firsts.map(({ day }) => (
					<li key={day}>
						<button type="button" class="month-link" onClick={() => showMonth(monthOf(day))}>
							{monthInWords(day)}
						</button>
					</li>
				))}
			</ul>
		</nav>
	);
}

/**
 * Scrolls to the month. Its leaf may be off the page: first the leaf's place, then, once its words
 * are there, the month in it.
 */
function showMonth(month: string): void {
	const leaves = [...document.querySelectorAll<HTMLElement>(".leaf")];
	leaves.find((leaf) => leaf.dataset["months"]?.split(" ").includes(month))?.scrollIntoView();
	requestAnimationFrame(() =>
		requestAnimationFrame(() => document.getElementById(`month-${month}`)?.scrollIntoView()),
	);
}
