import { type Turn, turns } from "../../app/contract.ts";
import { Glyph } from "../glyph.tsx";
import { say } from "../words.ts";
import "./turns.css";

interface TurnsProps {
	readonly onChoose: (turn: Turn) => void;
	readonly chosen?: Turn | undefined;
}

/** Towards and away, side by side and alike. */
export function Turns({ onChoose, chosen }: TurnsProps) {
	return (
		<div class="turns">
			{turns.map((turn) => (
				<button
					key={turn}
					class="turn"
					type="button"
					onClick={() => onChoose(turn)}
					aria-pressed={chosen === undefined ? undefined : chosen === turn}
				>
					<Glyph name={turn} />
					{say(`moment.turn.${turn}`)}
				</button>
			))}
		</div>
	);
}
