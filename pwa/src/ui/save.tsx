import type { SaveState } from "../app/contract.ts";
import { useMoments } from "./context.ts";
import { instantInWords } from "./day.ts";
import { Glyph, type GlyphName } from "./glyph.tsx";
import { say } from "./words.ts";
import "./save.css";

/** What can truthfully be said of the newest words, with a sign: one stone here, two when backed up. */
export function SaveLine() {
	const state = useMoments().saveState.value;
	return (
		<p class="save-line" role="status" data-save={state.name}>
			<Glyph name={glyphOf(state)} small />
			<span>{saveInWords(state, Date.now())}</span>
		</p>
	);
}

export function saveInWords(state: SaveState, now: number): string {
	if (state.name !== "behind") return say(`save.${state.name}`);
	const { cause, since } = state;
	if (cause === "removed" || cause === "frozen") return say(`save.${cause}`);
	return say("save.behind", { time: instantInWords(since, now) });
}

function glyphOf(state: SaveState): GlyphName {
	if (state.name === "backed-up") return "backed-up";
	return state.name === "not-saved" || state.name === "behind" ? "note" : "saved-here";
}
