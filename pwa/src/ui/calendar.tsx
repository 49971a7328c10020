import { useSignal } from "@preact/signals";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import type { CivilDay } from "../app/contract.ts";
import { Button, GlyphButton } from "./button.tsx";
import { dayFor } from "./calendar-keys.ts";
import { useMoments } from "./context.ts";
import { dayInWords, firstWeekday, monthInWords, numeral, weekday } from "./day.ts";
import { chosenDay } from "./desk.ts";
import { inYear, monthAfter, weekdayOf, weeksOf } from "./month.ts";
import { back } from "./route.ts";
import { Sheet } from "./sheet.tsx";
import { say } from "./words.ts";
import "./calendar.css";

const FIRST = 1;
const LAST = 9999;

/** A month to choose a day from. A stone marks the days that hold words; how many is nobody's matter. */
export function Calendar() {
	const moments = useMoments();
	const id = useId();
	const today = moments.today();
	const written = new Set(moments.entries.value.map(({ day }) => day));
	const newest = moments.entries.value[0]?.day ?? today;
	const latest = newest > today ? newest : today;
	const day = useSignal(today);
	const table = useRef<HTMLTableElement>(null);

	// The keys move the focus along; the other controls keep it.
	const focusDay = (): void =>
		table.current?.querySelector<HTMLElement>('button[tabindex="0"]')?.focus();
	useLayoutEffect(focusDay, []);
	const show = (wanted: CivilDay): void => {
		day.value = wanted > latest ? latest : wanted;
	};
	const choose = (chosen: CivilDay): void => {
		chosenDay.value = chosen;
		back();
	};
	return (
		<Sheet name={say("calendar.title")} close={say("calendar.close")}>
			<div class="calendar-head">
				<h2 id={id} aria-live="polite">
					{monthInWords(day.value)}
				</h2>
				<GlyphButton
					glyph="back"
					name={say("calendar.earlier")}
					onClick={() => show(monthAfter(day.value, -1))}
				/>
				<GlyphButton
					glyph="forward"
					name={say("calendar.later")}
					onClick={() => show(monthAfter(day.value, 1))}
				/>
			</div>
			<table
				ref={table}
				class="calendar"
				aria-labelledby={id}
				onKeyDown={(event) => {
					const wanted = dayFor(event, day.value);
					if (wanted === undefined) return;
					event.preventDefault();
					show(wanted);
					requestAnimationFrame(focusDay);
				}}
			>
				<Weekdays month={day.value} />
				<tbody>
					{weeksOf(day.value, firstWeekday()).map((week) => (
						<tr key={week.find((one) => one !== undefined)}>
							{week.map((one, at) => (
								<td key={one ?? at}>
									{one && (
										<DayButton
											day={one}
											today={today}
											written={written.has(one)}
											reached={one === day.value}
											disabled={one > latest}
											onChoose={choose}
										/>
									)}
								</td>
							))}
						</tr>
					))}
				</tbody>
			</table>
			<div class="calendar-foot">
				<Year day={day.value} onChoose={show} />
				<Button kind="quiet" onClick={() => choose(today)}>
					{say("journal.today")}
				</Button>
			</div>
			<p class="quiet calendar-note">{say("calendar.note")}</p>
		</Sheet>
	);
}

function Weekdays({ month }: { readonly month: CivilDay }) {
	// The second week of a month is always whole.
	const week = weeksOf(month, firstWeekday())[1] ?? [];
	return (
		<thead>
			<tr>
				{week.map(
					(day) =>
						day && (
							<th key={weekdayOf(day)} scope="col" abbr={weekday(day)} class="caps">
								<span aria-hidden="true">{weekday(day, "short")}</span>
								<span class="aside-words">{weekday(day)}</span>
							</th>
						),
				)}
			</tr>
		</thead>
	);
}

interface DayButtonProps {
	readonly day: CivilDay;
	readonly today: CivilDay;
	readonly written: boolean;
	/** Where the keys have come to: the one day of the month that Tab stops at. */
	readonly reached: boolean;
	readonly disabled: boolean;
	readonly onChoose: (day: CivilDay) => void;
}

function DayButton({ day, today, written, reached, disabled, onChoose }: DayButtonProps) {
	const words = dayInWords(day);
	return (
		<button
			type="button"
			class="calendar-day"
			tabIndex={reached ? 0 : -1}
			disabled={disabled}
			aria-current={day === today ? "date" : undefined}
			aria-label={written ? say("calendar.written", { day: words }) : words}
			data-day={day}
			data-written={written}
			onClick={() => onChoose(day)}
		>
			{numeral(day)}
		</button>
	);
}

interface YearProps {
	readonly day: CivilDay;
	readonly onChoose: (day: CivilDay) => void;
}

/** For years that are far away. */
function Year({ day, onChoose }: YearProps) {
	const id = useId();
	return (
		<span class="calendar-year">
			<label for={id}>{say("calendar.year")}</label>
			<input
				id={id}
				type="text"
				inputMode="numeric"
				maxLength={4}
				value={String(Number(day.slice(0, 4)))}
				onChange={(event) => {
					const year = Number(event.currentTarget.value);
					if (year >= FIRST && year <= LAST) onChoose(inYear(day, Math.trunc(year)));
					event.currentTarget.value = String(Number(day.slice(0, 4)));
				}}
				autocomplete="off"
				enterkeyhint="done"
			/>
		</span>
	);
}
