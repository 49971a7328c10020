import { useSignal } from "@preact/signals";
import { Button } from "../button.tsx";
import { useTicks } from "../ticks.ts";
import { say } from "../words.ts";
import { type Clock, filled, pauseClock, resumeClock } from "./clock.ts";
import "./clock-line.css";

const SECOND = 1000;

interface ClockLineProps {
	readonly clock: Clock;
	readonly onClock: (clock: Clock) => void;
	readonly onLand: () => void;
}

/** A line that fills without a sound or a number. When it is full one may finish the sentence, and land. */
export function ClockLine({ clock, onClock, onLand }: ClockLineProps) {
	const now = useNow();
	const isFull = filled(clock, now) === 1;
	const stands = clock.since === undefined;
	return (
		<div class="clock">
			<FillingLine clock={clock} now={now} />
			<p class="quiet" role="status">
				{isFull && say("path.clock.full")}
			</p>
			{isFull ? (
				<Button onClick={onLand}>{say("path.clock.land")}</Button>
			) : (
				<Button
					kind="quiet"
					onClick={() => onClock((stands ? resumeClock : pauseClock)(clock, Date.now()))}
				>
					{say(stands ? "path.clock.go" : "path.clock.pause")}
				</Button>
			)}
		</div>
	);
}

/** Drawn as water would draw it. Says nothing to a screen reader. */
export function FillingLine({ clock, now }: { readonly clock: Clock; readonly now: number }) {
	const line = "M2 6c40-6 70 5 110 1s60-5 100-1 66 3 86-1";
	return (
		<svg
			class="clock-line"
			viewBox="0 0 300 10"
			preserveAspectRatio="none"
			aria-hidden="true"
			focusable="false"
		>
			<path class="clock-bed" d={line} />
			<path
				class="clock-water"
				d={line}
				pathLength={1}
				stroke-dasharray={`${filled(clock, now)} 2`}
			/>
		</svg>
	);
}

/** The present, to the second. */
export function useNow(): number {
	const now = useSignal(Date.now());
	useTicks(
		() => {
			now.value = Date.now();
		},
		() => SECOND,
	);
	return now.value;
}
