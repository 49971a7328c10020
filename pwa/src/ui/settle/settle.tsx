import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Button } from "../button.tsx";
import { type Settling, useContent } from "../content.ts";
import { Distress, Eased } from "../distress.tsx";
import { type Easing, easingFrom, step } from "../easing.ts";
import { Moves, OneThing } from "../one-thing.tsx";
import { back, go, type Path, place } from "../route.ts";
import { Screen } from "../screen.tsx";
import { Stones } from "../stones.tsx";
import { say } from "../words.ts";
import { Body } from "./body.tsx";
import { Breathing } from "./breathing.tsx";
import { Senses } from "./senses.tsx";
import { ThenOrNow } from "./then-or-now.tsx";
import { Way } from "./way.tsx";
import "./settle.css";

const exercises = ["senses", "breathing", "body", "then-or-now", "sit"] as const;
/** How heavy it is, as it was noted; undefined where it was not. */
type Weighed = Signal<Easing | undefined>;

/**
 * What settles, the same before and after unlocking, since it knows nothing of the journal: whether that is open, locked or locks
 * meanwhile makes no difference. What a person notes here is gone when they leave.
 */
export function Settle() {
	const { path } = place.value;
	const content = useContent();
	const weighed = useSignal<Easing | undefined>(undefined);
	useEffect(() => {
		if (weighed.value === undefined || path === "/settle" || path === "/settle/weigh") return;
		const to = path === "/settle/senses" ? "grounding" : "something-else";
		weighed.value = step(weighed.value, { name: "went", to });
	}, [path, weighed]);
	if (content === undefined) return <main class="screen" aria-busy="true" />;
	return <Exercise path={path} settling={content.settling} weighed={weighed} />;
}

interface ExerciseProps {
	readonly path: Path;
	readonly settling: Settling;
	readonly weighed: Weighed;
}

function Exercise({ path, settling, weighed }: ExerciseProps) {
	switch (path) {
		case "/settle/senses":
			return <Senses senses={settling.senses} />;
		case "/settle/breathing":
			return <Breathing breathing={settling.breathing} />;
		case "/settle/body":
			return <Body body={settling.body} />;
		case "/settle/then-or-now":
			return <ThenOrNow questions={settling["then-or-now"]} />;
		case "/settle/sit":
			return <Sit {...settling.sit} />;
		case "/settle/weigh":
			return <Weigh weighed={weighed} />;
		default:
			return <Ways settling={settling} weighed={weighed} />;
	}
}

/** The choice of what to do, or nothing. */
function Ways({ settling, weighed }: Omit<ExerciseProps, "path">) {
	return (
		<Screen name="settle" title={say("settle.title")}>
			<p class="lead">{say("settle.lead")}</p>
			<ul class="ways">
				{exercises.map((name) => (
					<Way
						key={name}
						title={settling[name].title}
						line={settling[name].line}
						onClick={() => go(`/settle/${name}`)}
					/>
				))}
			</ul>
			<section class="settle-foot">
				<Noted weighed={weighed} />
			</section>
			<section class="settle-foot">
				<p class="quiet">{say("settle.help.text")}</p>
				<Button onClick={() => go("/help")}>{say("settle.help")}</Button>
			</section>
		</Screen>
	);
}

/** What was noted of how heavy it is, and the way to note it. */
function Noted({ weighed }: { readonly weighed: Weighed }) {
	const easing = weighed.value;
	if (easing?.before === undefined) {
		return (
			<>
				<p class="quiet">{say("weigh.text")}</p>
				<Button onClick={() => go("/settle/weigh")}>{say("weigh.title")}</Button>
			</>
		);
	}
	const { before, after } = easing;
	return (
		<>
			<p class="quiet">
				{after === undefined
					? say("weigh.noted", { number: before })
					: say("weigh.noted.both", { before, after })}
			</p>
			<Button
				onClick={() => {
					weighed.value = step(easing, { name: "asked" });
					go("/settle/weigh");
				}}
			>
				{say("weigh.again")}
			</Button>
		</>
	);
}

/** Asks how heavy it is: before, and every time after that, then with what may ease it. */
function Weigh({ weighed }: { readonly weighed: Weighed }) {
	const first = useSignal(weighed.peek() === undefined);
	const easing = weighed.value;
	if (first.value || easing === undefined) {
		return (
			<Distress
				when="before"
				onDone={(rating) => {
					if (rating !== undefined) weighed.value = easingFrom(rating);
					back();
				}}
			/>
		);
	}
	return (
		<Eased
			easing={easing}
			onChange={(next) => {
				weighed.value = next;
			}}
			onDone={back}
			onStop={() => go("/")}
		/>
	);
}

function Sit({ title, ask, hint }: Settling["sit"]) {
	return (
		<OneThing over={title} ask={ask} hint={hint} moves={<Moves />}>
			<Stones />
		</OneThing>
	);
}
