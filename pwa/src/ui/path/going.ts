// A piece while it is written: its draft, the part of the way that shows, how heavy it is, its clock. Of all this only the draft is
// written down; the rest lasts while the journal is open, so that settling in between loses nothing.

import { type CivilDay, type Draft, type GuidedPiece, guidedPiece } from "../../app/contract.ts";
import type { Easing } from "../easing.ts";
import { CLOSING } from "./asked.ts";
import type { Clock } from "./clock.ts";

/** What shows, in the order in which it comes; `stopped` from anywhere. */
export type Part = "before" | "weighing" | "asking" | "easing" | "landing" | "ended" | "stopped";

export interface OpenPiece {
	readonly draft: Draft;
	readonly part: Part;
	/** How heavy it was before, and what came of that; undefined while nothing was asked. */
	readonly easing: Easing | undefined;
	/** Of the writing, then of the landing. */
	readonly clock: Clock | undefined;
}

/** A piece as it opens: before its beginning, or where it was left. */
export function openingOf(draft: Draft): OpenPiece {
	const { piece, at, answers } = guidedPiece.read(draft.fields);
	// The closing page has said by itself what it asks.
	const isNew = at === "" && answers.size === 0 && piece !== CLOSING;
	const part = isNew ? "before" : "asking";
	return { draft, part, easing: undefined, clock: undefined };
}

/** The draft with another piece in it; what a newer version keeps beside it stays. */
export function withPiece(draft: Draft, piece: GuidedPiece): Draft {
	const known = guidedPiece.fields(guidedPiece.read(draft.fields));
	const others = Object.entries(draft.fields).filter(([name]) => !Object.hasOwn(known, name));
	const said = new Map([...piece.answers].filter(([, answer]) => answer !== ""));
	const fields = guidedPiece.fields({ ...piece, answers: said });
	return { ...draft, fields: { ...Object.fromEntries(others), ...fields } };
}

/** The piece with another answer; the first words by the clock make it this day's. */
export function withAnswer(
	piece: GuidedPiece,
	id: string,
	answer: string,
	byClockOn?: CivilDay,
): GuidedPiece {
	const answers = new Map(piece.answers).set(id, answer);
	const timed = byClockOn === undefined ? piece.timed : [...piece.timed, byClockOn];
	return { ...piece, answers, timed: [...new Set(timed)].sort() };
}
