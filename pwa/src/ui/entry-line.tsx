import type { ComponentChildren } from "preact";
import { attachedSorts, type Entry } from "../app/contract.ts";
import { useMoments } from "./context.ts";
import { dayAfter, dayInWords, monthInWords, numeral, timeInWords, weekday } from "./day.ts";
import { openEntry } from "./desk.ts";
import { kindViews, listedLine, listedWords } from "./kind-view.tsx";
import { beginning, type DayOfEntries, type Leaf } from "./leaf.ts";
import { go } from "./route.ts";
import { say } from "./words.ts";
import "./entry-line.css";

const SHOWN_IN_A_LIST = 420;

interface LeafDaysProps {
	readonly leaf: Leaf;
	readonly words?: (entry: Entry) => ComponentChildren;
	/** What is marked in an entry that is opened from here. */
	readonly marked?: string;
}

/** The days of a leaf, each with its numeral in the margin and its entries beside it. */
export function LeafDays({ leaf, words, marked = "" }: LeafDaysProps) {
	return (
		<>
			{leaf.days.map((day) => (
				<Day
					key={`${day.day} ${day.entries[0]?.id ?? ""}`}
					day={day}
					words={words}
					marked={marked}
				/>
			))}
		</>
	);
}

interface DayProps {
	readonly day: DayOfEntries;
	readonly words: LeafDaysProps["words"];
	readonly marked: string;
}

function Day({ day, words, marked }: DayProps) {
	const today = useMoments().today();
	return (
		<>
			{day.opensMonth && <h2 class="month">{monthInWords(day.day)}</h2>}
			{/* biome-ignore lint/a11y/useSemanticElements: no landmark, since a full day is cut into several of one name */}
			<div
				class={day.goesOn ? "day day-further" : "day"}
				role="group"
				aria-label={dayInWords(day.day)}
				data-day={day.day}
				tabIndex={-1}
			>
				{!day.goesOn && (
					<h3 class="day-name">
						<span class="day-numeral" aria-hidden="true">
							{numeral(day.day)}
						</span>
						<span class="caps" aria-hidden="true">
							{dayName(day.day, today)}
						</span>
						<span class="aside-words">{dayInWords(day.day)}</span>
					</h3>
				)}
				<ul class="day-entries">
					{day.entries.map((entry) => (
						<li key={entry.id}>
							<EntryLine entry={entry} marked={marked}>
								{words?.(entry) ?? beginning(listedWords(entry), SHOWN_IN_A_LIST)}
							</EntryLine>
						</li>
					))}
				</ul>
			</div>
		</>
	);
}

interface EntryLineProps {
	readonly entry: Entry;
	readonly marked: string;
	readonly children: ComponentChildren;
}

/** The beginning of an entry; touching it opens it. */
function EntryLine({ entry, marked, children }: EntryLineProps) {
	const open = (): void => {
		openEntry(entry.id, marked);
		go("/entry");
	};
	const { Mark, isLight = false } = kindViews[entry.kind];
	const twofold = entry.pieces.some((piece) => typeof piece !== "string");
	const note = [
		listedLine(entry),
		timeInWords(entry.at),
		...attachedSorts(entry.fields).map((sort) => say(`attach.line.${sort}`)),
		...entry.tags.map((tag) => `#${tag}`),
		twofold ? say("journal.versions") : "",
	];
	return (
		<button
			class={isLight ? "entry-line entry-light" : "entry-line"}
			type="button"
			onClick={open}
			data-entry={entry.id}
			data-kind={entry.kind}
		>
			{children !== "" && <span class="entry-words">{children}</span>}
			<span class="entry-note">
				{Mark && <Mark said={entry} />}
				{note.filter((part) => part !== "").join(" · ")}
			</span>
		</button>
	);
}

function dayName(day: Entry["day"], today: Entry["day"]): string {
	if (day === today) return `${say("journal.today")} · ${weekday(day)}`;
	if (day === dayAfter(today, -1)) return `${say("journal.yesterday")} · ${weekday(day)}`;
	return weekday(day);
}
