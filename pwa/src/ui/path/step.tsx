import { useEffect } from "preact/hooks";
import { type Step, type StepId, useContent } from "../content.ts";
import { useMoments } from "../context.ts";
import { fitting, openDraft, shownStep } from "../desk.ts";
import { go, goInstead, type Path } from "../route.ts";
import { Screen } from "../screen.tsx";
import { say, type Word } from "../words.ts";
import { Find } from "./find.tsx";
import { everything, fittingPieces } from "./fitting.ts";
import { Near } from "./near.tsx";
import { mayOfferTimed, newPiece } from "./open.ts";
import { FreePage, PieceRow, Row } from "./rows.tsx";
import "./step.css";

/** Where each step has tools of its own. */
const doors: Readonly<Record<StepId, readonly (readonly [Path, Word])[]>> = {
	acknowledge: [["/settle", "place.settle"]],
	communicate: [
		["/needs", "place.needs"],
		["/letter", "place.letter"],
	],
	time: [
		["/later", "place.later"],
		["/long-view", "place.long-view"],
	],
	actions: [["/words", "place.words"]],
	self: [["/self", "place.self"]],
	present: [["/settle", "place.settle"]],
};

/** A step: what it is, what it asks, its pages, and the tools that it leads to. */
export function StepScreen() {
	const content = useContent();
	const step = content?.steps.find(({ id }) => id === shownStep.value);
	const lost = shownStep.value === undefined;
	useEffect(() => {
		if (lost) goInstead("/path");
	}, [lost]);
	if (content === undefined || step === undefined) return <main class="screen" aria-busy="true" />;
	return (
		<Screen name="step" title={step.title} actions={<Near />}>
			<div class="lesson prose">
				{step.lesson.map((paragraph) => (
					<p key={paragraph}>{paragraph}</p>
				))}
			</div>
			<section class="step-asks">
				<h2 class="caps">{say("path.asks")}</h2>
				<p class="prose">{step.asks}</p>
			</section>
			<Pieces step={step} />
			<section class="step-part">
				<h2>{say("path.doors")}</h2>
				<ul class="rows">
					{doors[step.id].map(([path, name]) => (
						<Row key={path} title={say(name)} onClick={() => go(path)} />
					))}
					<Row title={content.closing.title} onClick={() => go("/closing")} />
				</ul>
			</section>
		</Screen>
	);
}

function Pieces({ step }: { readonly step: Step }) {
	const moments = useMoments();
	const all = fittingPieces(step.pieces, fitting.value ?? everything);
	const mayBeTimed = mayOfferTimed(moments, moments.today());
	const pieces = all.filter(({ timed }) => mayBeTimed || !timed);
	const isFirst = step.id === "acknowledge";
	return (
		<section class="step-part">
			<h2>{say("path.pieces")}</h2>
			<Find />
			<p class="quiet" role="status">
				{all.length === 0 && say("path.find.none")}
			</p>
			<ul class="rows">
				{isFirst && (
					<Row
						title={say("path.settle-first")}
						line={say("path.settle-first.line")}
						onClick={() => go("/settle")}
					/>
				)}
				{pieces.map((piece) => (
					<PieceRow
						key={piece.id}
						piece={piece}
						onClick={() => {
							openDraft.value = newPiece(moments, piece.id);
							go("/piece");
						}}
					/>
				))}
				{pieces.length < all.length && <FreePage />}
			</ul>
		</section>
	);
}
