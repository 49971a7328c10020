import { useMoments } from "../context.ts";
import { monthInWords, monthOf } from "../day.ts";
import { chosenDay } from "../desk.ts";
import { go } from "../route.ts";
import { Screen } from "../screen.tsx";
import { say } from "../words.ts";
import { type MonthOfView, monthsIn } from "./months.ts";
import "./long-view.css";

/** The months as one long quiet way: a stone where there are words, and the way alone where there are none. */
export function LongView() {
	const moments = useMoments();
	const months = monthsIn(moments.entries.value, moments.today());
	return (
		<Screen name="long-view" title={say("place.long-view")}>
			<p class="lead">{say("work.long.lead")}</p>
			<ol class="long-way">
				{months.map((month, at) => (
					<Month key={monthOf(month.day)} month={month} at={at} />
				))}
			</ol>
		</Screen>
	);
}

const STONES = [
	"M6 25c.5-11 11-19 25-19 15 0 24 7 24 18s-9 18-25 18S5.500 35 6 25Z",
	"M5 27C5 15 16 8 30 8s25 6 25 17-11 16-26 16S5 38 5 27Z",
	"M7 23C9 12 19 7 32 7s22 8 22 18-11 17-25 17S5 34 7 23Z",
] as const;
const BEND = 0.9;
const REACH = 30;

function Month({ month, at }: { readonly month: MonthOfView; readonly at: number }) {
	const { day, written } = month;
	const place = placeOf(at + 0.5);
	// Its name stands on the side where there is room.
	const late = place > 50;
	const choose = (): void => {
		chosenDay.value = day;
		go("/journal");
	};
	return (
		<li class="long-month">
			<svg
				class="long-line"
				viewBox="0 0 100 40"
				preserveAspectRatio="none"
				aria-hidden="true"
				focusable="false"
			>
				<path d={bend(at)} />
			</svg>
			{written && (
				<button
					class={late ? "long-stone long-stone-late" : "long-stone"}
					style={{
						[late ? "inset-inline-end" : "inset-inline-start"]: beside(late ? 100 - place : place),
					}}
					type="button"
					onClick={choose}
				>
					<svg viewBox="0 0 60 48" aria-hidden="true" focusable="false">
						<path d={STONES[at % STONES.length]} />
					</svg>
					<span>{monthInWords(day)}</span>
				</button>
			)}
		</li>
	);
}

function beside(place: number): string {
	return `calc(${place}% - var(--long-stone) / 2)`;
}

/** Where the way is across the page, in parts of a hundred. */
function placeOf(at: number): number {
	return Math.round((50 + REACH * Math.sin(at * BEND)) * 10) / 10;
}

/** The way through one month: a bow that meets those before and after. */
function bend(at: number): string {
	const slope = (one: number): number => (REACH * BEND * Math.cos(one * BEND)) / 3;
	const [from, to] = [placeOf(at), placeOf(at + 1)];
	return `M${from} 0C${from + slope(at)} 13.3 ${to - slope(at + 1)} 26.7 ${to} 40`;
}
