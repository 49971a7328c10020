import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Breathing as BreathingContent, Pace } from "../content.ts";
import { Choice } from "../field.tsx";
import { Moves, OneThing, useTop } from "../one-thing.tsx";
import { Heading, Screen } from "../screen.tsx";
import { useTicks } from "../ticks.ts";
import { say } from "../words.ts";
import { breathAt, LONG, untilNextSecond } from "./breath.ts";
import { useStillness } from "./stillness.ts";
import { Way } from "./way.tsx";
import "./breathing.css";

const looks = ["stone", "words", "spoken"] as const;
type Look = (typeof looks)[number];

/** Breathing at a pace that is chosen, by a stone that widens and narrows or by words alone. It makes no sound. */
export function Breathing({ breathing }: { readonly breathing: BreathingContent }) {
	const still = useStillness();
	const chosen = useSignal<Pace | "own" | undefined>(undefined);
	const wanted = useSignal<Look>("stone");
	const look = still && wanted.value === "stone" ? "words" : wanted.value;
	const { own } = breathing;
	const toPaces = (): void => {
		chosen.value = undefined;
	};

	if (chosen.value === "own") {
		const moves = <Moves onBack={toPaces} />;
		return <OneThing over={own.title} ask={own.ask} hint={own.hint} moves={moves} />;
	}
	if (chosen.value !== undefined) {
		return <Breath pace={chosen.value} look={look} long={breathing.long} onBack={toPaces} />;
	}
	return (
		<Screen name="settle" title={breathing.ask}>
			<p class="lead">{breathing.hint}</p>
			<ul class="ways">
				{breathing.paces.map((pace) => (
					<Way
						key={pace.title}
						title={pace.title}
						line={pace.line}
						onClick={() => {
							chosen.value = pace;
						}}
					/>
				))}
				<Way
					title={own.title}
					line={own.line}
					onClick={() => {
						chosen.value = "own";
					}}
				/>
			</ul>
			<Choice
				label={say("breath.shown")}
				value={look}
				options={looks
					.filter((one) => !(still && one === "stone"))
					.map((one) => ({ value: one, name: say(`breath.shown.${one}`) }))}
				onChoose={(value) => {
					wanted.value = looks.find((one) => one === value) ?? "stone";
				}}
			/>
		</Screen>
	);
}

interface BreathProps {
	readonly pace: Pace;
	readonly look: Look;
	readonly long: string;
	readonly onBack: () => void;
}

/** Goes on until it is enough. A screen reader is told the pace once, and more only if that was chosen. */
function Breath({ pace, look, long, onBack }: BreathProps) {
	useTop();
	const elapsed = useSeconds();
	const { half, second } = breathAt(pace, elapsed);
	const word = say(`breath.${half}`);
	const seconds = Array.from({ length: pace[half] }, (_, at) => at + 1);
	return (
		<main class="screen one-thing breath" data-look={look}>
			<div class="breath-head">
				<Heading>{pace.title}</Heading>
				<p class="aside-words">{say("breath.pace", { in: pace.in, out: pace.out })}</p>
			</div>
			<div class="breath-place" aria-hidden="true">
				{look === "stone" && (
					<div class="breath-stones" data-half={half} style={{ "--seconds": pace[half] }}>
						<span class="breath-stone breath-far" />
						<span class="breath-stone breath-mid" />
						<span class="breath-stone breath-near" />
					</div>
				)}
				<p class="breath-word">{word}</p>
				<p class="breath-seconds">
					{seconds.map((one) => (
						<span key={`${half}${one}`} data-ahead={one > second ? "" : undefined}>
							{one}
						</span>
					))}
				</p>
			</div>
			{look === "spoken" && (
				<p class="aside-words" role="status">
					{word}
				</p>
			)}
			<p class="breath-long quiet" role="status">
				{elapsed >= LONG && long}
			</p>
			<Moves onBack={onBack} />
		</main>
	);
}

/** Whole seconds since the screen came. */
function useSeconds(): number {
	const seconds = useSignal(0);
	const began = useRef(performance.now());
	const elapsed = (): number => performance.now() - began.current;
	useTicks(
		() => {
			seconds.value = Math.floor(elapsed() / 1000);
		},
		() => untilNextSecond(elapsed()),
	);
	return seconds.value;
}
