import { useMoments } from "./context.ts";
import { monthInWords, monthOf } from "./day.ts";
import { shownKinds } from "./desk.ts";
import { amongThese, isSome, isWanted } from "./filter.ts";
import { showDay } from "./shown-place.ts";
import { say } from "./words.ts";
import "./months.css";

/** The months that were written in, beside the journal where there is room. */
export function Months() {
	const all = useMoments().entries.value;
	const wanted = amongThese(shownKinds.value, all);
	const entries = isSome(wanted) ? all.filter(isWanted(wanted)) : all;
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
						<button type="button" class="month-link" onClick={() => showDay(day)}>
							{monthInWords(day)}
						</button>
					</li>
				))}
			</ul>
		</nav>
	);
}
