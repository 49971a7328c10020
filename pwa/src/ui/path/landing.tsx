import type { GuidedPiece } from "../../app/contract.ts";
import { Button, GlyphButton } from "../button.tsx";
import { useKeyboard } from "../keyboard.ts";
import { useTop } from "../one-thing.tsx";
import { back, go } from "../route.ts";
import { Heading } from "../screen.tsx";
import { Stones } from "../stones.tsx";
import { say } from "../words.ts";
import { LANDING } from "./asked.ts";
import { type Clock, filled } from "./clock.ts";
import { FillingLine, useNow } from "./clock-line.tsx";
import { withAnswer } from "./going.ts";
import { Near } from "./near.tsx";
import "./prompt.css";
import "./landing.css";

interface LandingProps {
	readonly piece: GuidedPiece;
	readonly clock: Clock | undefined;
	readonly onWrite: (piece: GuidedPiece) => void;
	readonly onDone: () => void;
}

/** Room to come down from what was written, for ten minutes or fewer. */
export function Landing({ piece, clock, onWrite, onDone }: LandingProps) {
	useTop();
	const keyboard = useKeyboard();
	const now = useNow();
	const isOver = clock !== undefined && filled(clock, now) === 1;
	return (
		<main class="screen landing">
			<div class="prompt-bar">
				<GlyphButton glyph="back" name={say("place.back")} onClick={back} />
				<Near />
			</div>
			<Stones small />
			<Heading>{say("path.landing.title")}</Heading>
			<p class="lead">{say("path.landing.text")}</p>
			{clock && <FillingLine clock={clock} now={now} />}
			<label class="landing-kind">
				<span>{say("path.landing.ask")}</span>
				<textarea
					{...keyboard}
					class="prompt-answer"
					value={piece.answers.get(LANDING) ?? ""}
					onInput={(event) => onWrite(withAnswer(piece, LANDING, event.currentTarget.value))}
					rows={2}
					autocapitalize="sentences"
					enterkeyhint="enter"
				/>
			</label>
			<p class="quiet" role="status">
				{isOver && say("path.landing.over")}
			</p>
			<div class="moves">
				<Button onClick={() => go("/settle")}>{say("place.settle")}</Button>
				<Button onClick={onDone}>{say("path.landing.go")}</Button>
			</div>
		</main>
	);
}
