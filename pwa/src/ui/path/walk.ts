// Going through the questions of a piece: where one is, what was passed by, what was set aside. Nothing is required.

import type { GuidedPiece } from "../../app/contract.ts";
import type { Asked } from "./asked.ts";

export type WalkEvent =
	/** On to what comes next; without words it is passed by. */
	| { readonly name: "next" }
	/** Passed by: it is not asked again. */
	| { readonly name: "skip" }
	/** Set aside: it waits at the end. */
	| { readonly name: "later" }
	| { readonly name: "earlier" }
	| { readonly name: "to"; readonly id: string };

/** Where a piece stands after it. `ended`: there is no question after this one. */
export interface Walked {
	readonly piece: GuidedPiece;
	readonly ended: boolean;
}

/** The question at which a piece stands: the one where it was left, else the first. Undefined if it asks nothing. */
export function askedAt(asked: readonly Asked[], { at }: GuidedPiece): Asked | undefined {
	return asked.find(({ id }) => id === at) ?? asked[0];
}

export function walk(asked: readonly Asked[], piece: GuidedPiece, event: WalkEvent): Walked {
	const here = Math.max(
		0,
		asked.findIndex(({ id }) => id === piece.at),
	);
	const id = asked[here]?.id ?? "";
	switch (event.name) {
		case "earlier":
			return { piece: { ...piece, at: asked[here - 1]?.id ?? id }, ended: false };
		case "to":
			return { piece: { ...piece, at: event.id }, ended: false };
		case "later":
			return onward(asked, without(piece, id), here);
		case "skip":
			return onward(asked, { ...piece, skipped: [...new Set([...piece.skipped, id])] }, here);
		case "next":
			return isAnswered(piece, id)
				? onward(asked, without(piece, id), here)
				: walk(asked, piece, { name: "skip" });
	}
}

/** What was neither answered nor passed by. */
export function setAside(asked: readonly Asked[], piece: GuidedPiece): readonly Asked[] {
	return asked.filter(({ id }) => !isAnswered(piece, id) && !piece.skipped.includes(id));
}

/** At the end it is done, unless something was set aside. */
function onward(asked: readonly Asked[], piece: GuidedPiece, here: number): Walked {
	const next = asked[here + 1];
	if (next !== undefined) return { piece: { ...piece, at: next.id }, ended: false };
	const at = asked[here]?.id ?? "";
	return { piece: { ...piece, at, done: setAside(asked, piece).length === 0 }, ended: true };
}

function isAnswered({ answers }: GuidedPiece, id: string): boolean {
	return (answers.get(id) ?? "").trim() !== "";
}

function without(piece: GuidedPiece, id: string): GuidedPiece {
	return { ...piece, skipped: piece.skipped.filter((one) => one !== id) };
}
