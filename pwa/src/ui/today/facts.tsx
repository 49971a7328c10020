import { type Entry, moment } from "../../app/contract.ts";
import { Glyph } from "../glyph.tsx";
import { say } from "../words.ts";
import { answered, MOST, valueInWords } from "./signs.ts";
import "./facts.css";

interface FactsProps {
	readonly entry: Entry;
}

/** Which way it turned, where, and who or what it was. */
export function MomentFacts({ entry }: FactsProps) {
	const { turn, direction, who } = moment.read(entry.fields);
	const where = [direction && say(`moment.direction.${direction}`), who].filter((part) => part);
	return (
		<p class="moment-facts">
			{turn && (
				<span class="moment-turn">
					<Glyph name={turn} />
					{say(`moment.turn.${turn}`)}
				</span>
			)}
			{where.length > 0 && <span>{where.join(" · ")}</span>}
		</p>
	);
}

/** Each sign that was answered, in words and as a bar; never all of them as one. */
export function CheckInFacts({ entry }: FactsProps) {
	return (
		<dl class="sign-facts">
			{answered(entry.fields).map(([sign, value]) => (
				<div key={sign}>
					<dt>{say(`check-in.${sign}`)}</dt>
					<dd>
						<svg class="sign-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
							<path class="sign-bar-whole" d="M0 2H100" />
							{value > 0 && <path d={`M0 2H${(value / MOST) * 100}`} />}
						</svg>
						{valueInWords(value)}
					</dd>
				</div>
			))}
		</dl>
	);
}
