import { useId } from "preact/hooks";
import type { GuidedPiece } from "../../app/contract.ts";
import { Button, GlyphButton } from "../button.tsx";
import { useMoments } from "../context.ts";
import { useKeyboard } from "../keyboard.ts";
import { NotSaved } from "../notices.tsx";
import { useTop } from "../one-thing.tsx";
import { back } from "../route.ts";
import { SaveLine } from "../save.tsx";
import { Heading } from "../screen.tsx";
import { say } from "../words.ts";
import type { Asked, Known } from "./asked.ts";
import type { Clock } from "./clock.ts";
import { ClockLine } from "./clock-line.tsx";
import { withAnswer } from "./going.ts";
import { Near } from "./near.tsx";
import type { WalkEvent } from "./walk.ts";
import "./prompt.css";

interface PromptProps {
	readonly known: Known;
	readonly asked: Asked;
	readonly piece: GuidedPiece;
	readonly clock: Clock | undefined;
	readonly onWrite: (piece: GuidedPiece) => void;
	readonly onMove: (event: WalkEvent) => void;
	readonly onStop: () => void;
	readonly onClock: (clock: Clock) => void;
	/** The time by the clock is full, and the person goes on to land. */
	readonly onLand: () => void;
}

/** One question. To skip it, to set it aside and to stop are as near as each other. */
export function Prompt(props: PromptProps) {
	const { known, asked, piece, clock, onWrite, onMove, onStop, onClock, onLand } = props;
	const moments = useMoments();
	const keyboard = useKeyboard();
	useTop();
	const id = useId();
	const at = known.asked.findIndex((one) => one.id === asked.id);
	const byClockOn = clock === undefined ? undefined : moments.today();
	return (
		<main class="screen prompt">
			<div class="prompt-bar">
				<GlyphButton glyph="back" name={say("place.back")} onClick={back} />
				<p class="caps">{known.title}</p>
				<Near />
			</div>
			{clock && <ClockLine clock={clock} onClock={onClock} onLand={onLand} />}
			<NotSaved />
			{asked.turn && <p class="prompt-turn">{say(`path.turn.${asked.turn}`)}</p>}
			<Heading>{asked.ask}</Heading>
			{asked.hint !== "" && (
				<p id={`${id}-hint`} class="prompt-hint">
					{asked.hint}
				</p>
			)}
			<textarea
				{...keyboard}
				class="prompt-answer"
				aria-label={say("path.answer")}
				aria-describedby={asked.hint === "" ? undefined : `${id}-hint`}
				value={piece.answers.get(asked.id) ?? ""}
				onInput={(event) =>
					onWrite(withAnswer(piece, asked.id, event.currentTarget.value, byClockOn))
				}
				rows={3}
				autocapitalize="sentences"
				enterkeyhint="enter"
			/>
			<div class="prompt-foot">
				<SaveLine />
				<div class="moves">
					<Button onClick={() => onMove({ name: "skip" })}>{say("path.skip")}</Button>
					<Button onClick={() => onMove({ name: "later" })}>{say("path.later")}</Button>
					<Button onClick={onStop}>{say("path.stop")}</Button>
				</div>
				<div class="prompt-on">
					{at > 0 && (
						<Button kind="quiet" onClick={() => onMove({ name: "earlier" })}>
							{say("path.earlier")}
						</Button>
					)}
					<Button kind="stone" onClick={() => onMove({ name: "next" })}>
						{say(at === known.asked.length - 1 ? "path.last" : "path.next")}
					</Button>
				</div>
			</div>
		</main>
	);
}
