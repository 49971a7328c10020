// Which pieces fit what a person chose. Nothing chosen fits everything.

import type { Direction } from "../../app/contract.ts";
import type { Piece, Reason } from "../content.ts";

export interface Fitting {
	readonly directions: readonly Direction[];
	readonly for: readonly ("one" | "two")[];
	readonly reasons: readonly Reason[];
}

export const everything: Fitting = { directions: [], for: [], reasons: [] };

export function isEverything(fitting: Fitting): boolean {
	return fitting.directions.length + fitting.for.length + fitting.reasons.length === 0;
}

/** The pieces that fit, in their order but for this: what is written by the clock comes last. */
export function fittingPieces(pieces: readonly Piece[], fitting: Fitting): readonly Piece[] {
	const fits = pieces.filter((piece) => isFitting(piece, fitting));
	return [...fits.filter(({ timed }) => !timed), ...fits.filter(({ timed }) => timed)];
}

/** Chosen, or chosen no more. */
export function toggled<T>(chosen: readonly T[], one: T): readonly T[] {
	return chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one];
}

function isFitting(piece: Piece, { directions, for: circle, reasons }: Fitting): boolean {
	const { for: who } = piece;
	return (
		(directions.length === 0 || directions.includes(piece.direction)) &&
		(circle.length === 0 || who === "anyone" || circle.includes(who)) &&
		(reasons.length === 0 || piece.reasons.some((reason) => reasons.includes(reason)))
	);
}
