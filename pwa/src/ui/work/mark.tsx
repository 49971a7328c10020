import type { Holding, Match, Sighting } from "../../app/contract.ts";
import { say } from "../words.ts";
import "./mark.css";

/** Signs for what was seen: a shape and a word each, and one colour for all of them. */

const STONE =
	"M3.800 13c.2-4.300 3.600-7.600 8.400-7.600 4.700 0 8.100 3 8.100 7.200.1 4-3.300 6.600-8.200 6.600-5 0-8.500-2.200-8.300-6.200Z";
const HALF = "M12.200 5.400c-4.800 0-8.200 3.300-8.400 7.600-.2 4 3.300 6.200 8.300 6.200Z";

type Shape = "whole" | "half" | "empty" | "unclear" | "turned";

const matchShapes: Readonly<Record<Match, Shape>> = {
	yes: "whole",
	partly: "half",
	no: "empty",
	unclear: "unclear",
};
const holdingShapes: Readonly<Record<Holding, Shape>> = {
	held: "whole",
	partly: "half",
	"not-now": "empty",
	changed: "turned",
};

export function MatchMark({ match }: { readonly match: Match }) {
	return <Mark shape={matchShapes[match]} />;
}

export function HoldingMark({ holding }: { readonly holding: Holding }) {
	return <Mark shape={holdingShapes[holding]} />;
}

/** What was seen, as a sign with its word; nothing where only words were written. */
export function SeenMark({ sighting }: { readonly sighting: Sighting }) {
	const { match, held } = sighting;
	if (match === undefined && held === undefined) return null;
	return (
		<span class="seen-mark">
			{match ? <MatchMark match={match} /> : held && <HoldingMark holding={held} />}
			{say(match ? `work.match.${match}` : `work.held.${held ?? "held"}`)}
		</span>
	);
}

function Mark({ shape }: { readonly shape: Shape }) {
	return (
		<svg class={`shape shape-${shape}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
			<path class="shape-edge" d={STONE} />
			{shape === "half" && <path class="shape-body" d={HALF} />}
			{shape === "turned" && (
				<path class="shape-line" d="m8.500 14.500 7-4.500m-3.200-.2 3.200.2-.9 3.100" />
			)}
		</svg>
	);
}
