import type { ComponentChildren } from "preact";
import { Button } from "../button.tsx";
import { useMoments } from "../context.ts";
import { go } from "../route.ts";
import { Screen } from "../screen.tsx";
import { say, sayCount, type Word } from "../words.ts";
import { LeftOpen } from "./left-open.tsx";
import { Making } from "./making.tsx";
import "./leaving.css";

const stays = ["here", "keys", "file", "silent"] as const;

/** The way to another practice's server, step by step. It asks for no address, and keeps nothing of where one goes. */
export function Move() {
	return (
		<Screen name="move" title={say("move.title")}>
			<div class="stack">
				<p class="lead">{say("move.lead")}</p>
				<p class="prose">{say("move.address", { join: say("welcome.join") })}</p>
			</div>
			<ol class="move-steps">
				<Step title="move.take.title">
					<p class="prose">{say("move.take")}</p>
					<LeftOpen />
					<Making form="sealed" />
				</Step>
				<Step title="move.open.title">
					<p class="prose">{say("move.open", { bring: say("bring.title") })}</p>
				</Step>
				<Step title="move.look.title">
					<HeldHere />
					<p class="prose">{say("move.look")}</p>
				</Step>
				<Step title="move.erase.title">
					<Erasing />
				</Step>
			</ol>
			<section class="part">
				<h2>{say("move.stays.title")}</h2>
				<ul class="prose leaving-list">
					{stays.map((name) => (
						<li key={name}>{say(`move.stays.${name}`)}</li>
					))}
				</ul>
			</section>
		</Screen>
	);
}

interface StepProps {
	readonly title: Word;
	readonly children: ComponentChildren;
}

function Step({ title, children }: StepProps) {
	return (
		<li class="part">
			<h2>{say(title)}</h2>
			{children}
		</li>
	);
}

/** The number that the other place names, too, when it looks into the file. */
function HeldHere() {
	const { entries, trash } = useMoments();
	return (
		<p class="prose">{sayCount("move.look.here", entries.value.length + trash.value.length)}</p>
	);
}

function Erasing() {
	const isOff = useMoments().backup.value.name === "off";
	return (
		<>
			<p class="prose">{say(isOff ? "move.erase.off" : "move.erase")}</p>
			<div class="button-row">
				<Button onClick={() => go("/doors")}>{say("doors.title")}</Button>
			</div>
		</>
	);
}
