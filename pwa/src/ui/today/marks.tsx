import { checkIn, moment, signs } from "../../app/contract.ts";
import { Glyph } from "../glyph.tsx";
import type { Said } from "../kind-view.tsx";
import { MOST } from "./signs.ts";
import "./marks.css";

interface MarkProps {
	readonly said: Said;
}

/** Two stones, near each other or apart. */
export function TurnMark({ said }: MarkProps) {
	const { turn } = moment.read(said.fields);
	return turn === undefined ? null : <Glyph name={turn} small />;
}

/** A small upright line for each sign that was answered, a dot for each that was left out. */
export function SignMark({ said }: MarkProps) {
	const value = checkIn.read(said.fields);
	return (
		<svg class="sign-mark" viewBox="0 0 24 12" aria-hidden="true" focusable="false">
			{signs.map((sign, at) => {
				const height = value[sign];
				const x = 2 + at * 5;
				if (height === undefined) return <circle key={sign} cx={x} cy={11} r={0.6} />;
				return <path key={sign} d={`M${x} 11V${10.5 - (height / MOST) * 9}`} />;
			})}
		</svg>
	);
}
