import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { Button } from "./button.tsx";
import { type Easing, type EasingEvent, type Offer, showing, step } from "./easing.ts";
import { useTop } from "./one-thing.tsx";
import { go } from "./route.ts";
import { Heading } from "./screen.tsx";
import { say } from "./words.ts";
import "./distress.css";

const HEAVIEST = 10;
const MIDDLE = 5;

interface DistressProps {
	/** Whether it is asked before something hard or after it. */
	readonly when: "before" | "after";
	/** 0 to 10, or undefined where it was left out. */
	readonly onDone: (rating: number | undefined) => void;
	/** What becomes of the answer; it is not saved unless that is said. */
	readonly kept?: string;
	/** Said in place of a rating, after something that was to ease it. */
	readonly onNoHelp?: (() => void) | undefined;
}

/** Asks how heavy it is. To leave it out weighs as much as to answer; the answer is not stored anywhere. */
export function Distress({ when, onDone, onNoHelp, kept }: DistressProps) {
	useTop();
	const id = useId();
	const rating = useSignal<number | undefined>(undefined);
	const choose = (text: string): void => {
		rating.value = Number(text);
	};
	const said =
		rating.value === undefined ? say("weigh.unset") : say("weigh.value", { number: rating.value });
	return (
		<main class="screen one-thing">
			<div class="one-thing-words">
				<Heading>{say(`weigh.${when}`)}</Heading>
				<p id={`${id}-kept`} class="lead">
					{kept ?? say("weigh.kept")}
				</p>
				<div class="weigh" data-unset={rating.value === undefined ? "" : undefined}>
					<output class="weigh-said" for={id}>
						{said}
					</output>
					<input
						id={id}
						type="range"
						min={0}
						max={HEAVIEST}
						step={1}
						value={rating.value ?? MIDDLE}
						aria-label={say(`weigh.${when}`)}
						aria-valuetext={said}
						aria-describedby={`${id}-kept`}
						onInput={(event) => choose(event.currentTarget.value)}
						// The middle, where it stands at first, is chosen by touching it.
						onClick={(event) => choose(event.currentTarget.value)}
					/>
					<span class="weigh-ends quiet" aria-hidden="true">
						<span>{say("weigh.light")}</span>
						<span>{say("weigh.heavy")}</span>
					</span>
				</div>
			</div>
			<div class="moves">
				{onNoHelp && <Button onClick={onNoHelp}>{say("weigh.no-help")}</Button>}
				<Button onClick={() => onDone(undefined)}>{say("weigh.leave")}</Button>
				<Button
					disabled={rating.value === undefined}
					onClick={() => {
						if (rating.value !== undefined) onDone(rating.value);
					}}
				>
					{say("weigh.note")}
				</Button>
			</div>
		</main>
	);
}

interface EasedProps {
	readonly easing: Easing;
	/** Keep it in memory: it goes on where it was after an exercise. */
	readonly onChange: (easing: Easing) => void;
	/** There is nothing more to offer, or it is not heavy. */
	readonly onDone: () => void;
	readonly onStop: () => void;
}

/** After something hard: asks how heavy it is, and where it is heavy shows one clear thing to do at a time. */
export function Eased({ easing, onChange, onDone, onStop }: EasedProps) {
	const move = (event: EasingEvent): void => {
		const next = step(easing, event);
		onChange(next);
		if (showing(next) === "done") onDone();
	};
	const shows = showing(easing);
	if (shows === "done") return <main class="screen" aria-busy="true" />;
	if (shows === "rating") {
		return (
			<Distress
				when="after"
				onDone={(rating) => move({ name: "rated", rating })}
				onNoHelp={easing.tried.length > 0 ? () => move({ name: "no-help" }) : undefined}
			/>
		);
	}
	return (
		<OneOffer
			key={shows}
			offer={shows}
			onTake={() => {
				if (shows === "stopping") onStop();
				else if (shows === "help") go("/help");
				else {
					move({ name: "went", to: shows });
					go(shows === "grounding" ? "/settle/senses" : "/settle/sit");
				}
			}}
			onNotThis={() => move({ name: "not-this" })}
		/>
	);
}

interface OneOfferProps {
	readonly offer: Offer;
	readonly onTake: () => void;
	readonly onNotThis: () => void;
}

/** One clear action, and a quiet way past it. */
function OneOffer({ offer, onTake, onNotThis }: OneOfferProps) {
	return (
		<main class="screen one-thing offer">
			<div class="one-thing-words">
				<Heading>{say(`ease.text.${offer}`)}</Heading>
			</div>
			<div class="offer-ways">
				<Button kind="stone" onClick={onTake}>
					{say(`ease.${offer}`)}
				</Button>
				<Button kind="quiet" onClick={onNotThis}>
					{say("ease.not-this")}
				</Button>
			</div>
		</main>
	);
}
