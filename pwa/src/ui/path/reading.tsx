import { type Draft, type Entry, guidedPiece } from "../../app/contract.ts";
import { contentNow } from "../content.ts";
import { useMoments } from "../context.ts";
import { markedWords } from "../desk.ts";
import { Found } from "../found.tsx";
import { partsOf } from "../match.ts";
import { say } from "../words.ts";
import { type Asked, LANDING, pieceOf, readingOf } from "./asked.ts";
import { pieceTitle } from "./piece-title.ts";
import "./reading.css";

/** A piece as it was written: each answer below its question, as long as the content has that. */
export function ReadPiece({ entry }: { readonly entry: Entry | Draft }) {
	const content = contentNow();
	const { piece, answers, before, after } = guidedPiece.read(entry.fields);
	const asked = (content && pieceOf(content, piece)?.asked) ?? [];
	return (
		<div class="read-piece">
			<p class="caps">{pieceTitle(entry)}</p>
			{readingOf([...asked, landing()], answers).map((one) => (
				<section key={one.id}>
					{one.asked && <Question asked={one.asked} />}
					<Answer text={one.answer} />
				</section>
			))}
			{before !== undefined && after !== undefined && (
				<p class="quiet">{say("weigh.noted.both", { before, after })}</p>
			)}
		</div>
	);
}

/** The same, above the text of an entry that is read. */
export function PieceFacts({ entry }: { readonly entry: Entry }) {
	return <ReadPiece entry={entry} />;
}

function landing(): Asked {
	return { id: LANDING, ask: say("path.landing.ask"), hint: "", turn: undefined };
}

function Question({ asked: { ask, turn } }: { readonly asked: Asked }) {
	return (
		<h2 class="read-ask">
			{ask}
			{turn && <span class="read-turn">{say(`path.turn.${turn}`)}</span>}
		</h2>
	);
}

/** With the words marked that it was found by. */
function Answer({ text }: { readonly text: string }) {
	const moments = useMoments();
	return (
		<p class="read-answer">
			<Found parts={partsOf(text, moments.placesOf(text, markedWords.value))} />
		</p>
	);
}
