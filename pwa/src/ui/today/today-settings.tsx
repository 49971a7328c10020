import { useId } from "preact/hooks";
import { todayParts } from "../../app/contract.ts";
import { Chip, Chips } from "../chips.tsx";
import { useMoments } from "../context.ts";
import { dayAfter, firstWeekday, weekday } from "../day.ts";
import { toggled } from "../filter.ts";
import { weekdayOf } from "../month.ts";
import { say } from "../words.ts";
import "./today-settings.css";

/** What the first screen shows, and the days on which it says that this was a day to look in. */
export function TodaySettings() {
	return (
		<section class="part">
			<h2>{say("settings.section.today")}</h2>
			<Parts />
			<Reminders />
		</section>
	);
}

function Parts() {
	const moments = useMoments();
	const id = useId();
	const { today } = moments.settings.value;
	return (
		<fieldset class="ticks" aria-describedby={id}>
			<legend>{say("settings.today.parts")}</legend>
			{todayParts.map((part) => (
				<label key={part} class="tick">
					<input
						type="checkbox"
						checked={today.includes(part)}
						onChange={() =>
							void moments.changeSettings({ today: toggled(moments.settings.peek().today, part) })
						}
					/>
					{say(`settings.today.part.${part}`)}
				</label>
			))}
			<p class="quiet" id={id}>
				{say("settings.today.parts.hint")}
			</p>
		</fieldset>
	);
}

/** Inside the app only: nothing is ever sent, shown or counted outside of it. */
function Reminders() {
	const moments = useMoments();
	const { reminders } = moments.settings.value;
	const today = moments.today();
	const week = Array.from({ length: 7 }, (_, at) => dayAfter(today, at)).sort(
		(a, b) => place(weekdayOf(a)) - place(weekdayOf(b)),
	);
	return (
		<>
			<h3>{say("settings.reminders")}</h3>
			<Chips label={say("settings.reminders")} labelled={false}>
				{week.map((day) => {
					const number = weekdayOf(day) % 7;
					return (
						<Chip
							key={number}
							pressed={reminders.includes(number)}
							onClick={() =>
								void moments.changeSettings({
									reminders: toggled(moments.settings.peek().reminders, number),
								})
							}
						>
							{weekday(day)}
						</Chip>
					);
				})}
			</Chips>
			<p class="quiet">{say("settings.reminders.hint")}</p>
		</>
	);
}

/** Where a day (1 for Monday) stands in a week as it is begun here. */
function place(day: number): number {
	return (day - firstWeekday() + 7) % 7;
}
