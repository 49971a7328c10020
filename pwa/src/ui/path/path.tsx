import { Button } from "../button.tsx";
import { type Content, useContent } from "../content.ts";
import { useMoments } from "../context.ts";
import { shownStep } from "../desk.ts";
import { openToEdit } from "../kind-view.tsx";
import { go } from "../route.ts";
import { Heading } from "../screen.tsx";
import { say } from "../words.ts";
import { Near } from "./near.tsx";
import { mayOfferTimed, openPieces } from "./open.ts";
import { Pebble } from "./pebble.tsx";
import "./path.css";

/** Where each stone lies across the way, in hundredths of its width; the last lies beside it. */
const across = [34, 60, 72, 52, 30, 46, 66] as const;

/** Six steps in any order, and a page for whoever decides otherwise. What was left open comes first. */
export function PathScreen() {
	const content = useContent();
	if (content === undefined) return <main class="screen" aria-busy="true" />;
	const { steps, closing } = content;
	return (
		<main class="screen path">
			<header class="path-head">
				<Near />
				<Heading>{say("path.title")}</Heading>
				<p class="lead">{say("path.lead")}</p>
			</header>
			<LeftOff content={content} />
			<ul class="steps">
				{steps.map((step, at) => (
					<Stone
						key={step.id}
						at={at}
						last={at === steps.length - 1}
						title={step.title}
						line={step.line}
						onClick={() => {
							shownStep.value = step.id;
							go("/step");
						}}
					/>
				))}
				<Stone
					at={steps.length}
					beside
					title={closing.title}
					line={say("path.closing.line")}
					onClick={() => go("/closing")}
				/>
			</ul>
		</main>
	);
}

/** The piece that was left last, whenever that was. */
function LeftOff({ content }: { readonly content: Content }) {
	const moments = useMoments();
	const today = moments.today();
	const left = openPieces(moments, content).find(
		({ known, written }) => !known.timed || mayOfferTimed(moments, today, written.id),
	);
	if (left === undefined) return null;
	const { known, written } = left;
	return (
		<section class="left-off">
			<p class="caps">{known.step?.title ?? say("path.open")}</p>
			<Button kind="stone" onClick={() => openToEdit(moments.editDraft(written.id))}>
				{say("path.open.go", { title: known.title })}
			</Button>
		</section>
	);
}

interface StoneProps {
	readonly at: number;
	readonly title: string;
	readonly line: string;
	readonly onClick: () => void;
	/** The way ends here. */
	readonly last?: boolean;
	/** It lies beside the way. */
	readonly beside?: boolean;
}

function Stone({ at, title, line, onClick, last = false, beside = false }: StoneProps) {
	return (
		<li class={beside ? "step-beside" : ""}>
			<button class="step-stone" type="button" onClick={onClick}>
				<span class="step-way">
					{!beside && <Way at={at} last={last} />}
					<span class="step-pebble" style={{ "--across": `${across[at] ?? 50}%` }}>
						<Pebble at={at} />
					</span>
				</span>
				<span class="step-words">
					<span class="step-title">{title}</span>
					<span class="step-line">{line}</span>
				</span>
			</button>
		</li>
	);
}

/** The part of the way that leads past one stone. It meets those above and below halfway. */
function Way({ at, last }: { readonly at: number; readonly last: boolean }) {
	const here = across[at] ?? 50;
	const above = (here + (across[at - 1] ?? here)) / 2;
	const below = (here + (across[at + 1] ?? here)) / 2;
	const from = at === 0 ? `M${here} 50` : `M${above} 0C${above} 25 ${here} 25 ${here} 50`;
	const on = last ? "" : `C${here} 75 ${below} 75 ${below} 100`;
	return (
		<svg
			class="way-line-drawn"
			viewBox="0 0 100 100"
			preserveAspectRatio="none"
			aria-hidden="true"
			focusable="false"
		>
			<path d={from + on} />
		</svg>
	);
}
