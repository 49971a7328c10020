// Pieces and questions to test with.

import type { GuidedPiece } from "../../../src/app/contract.ts";
import type { Piece } from "../../../src/ui/content.ts";
import type { Asked } from "../../../src/ui/path/asked.ts";

export function question(id: string): Asked {
	return { id, ask: `${id}?`, hint: "", turn: undefined };
}

export function written(change: Partial<GuidedPiece> = {}): GuidedPiece {
	const blank = { piece: "p", at: "", skipped: [], timed: [], done: false } as const;
	return { ...blank, answers: new Map(), before: undefined, after: undefined, ...change };
}

export function piece(change: Partial<Piece> = {}): Piece {
	return {
		id: "p",
		title: "P",
		asks: "It asks.",
		minutes: 5,
		direction: "self",
		for: "anyone",
		reasons: ["doubt"],
		approach: "",
		hard: false,
		timed: false,
		prompts: ["a", "b", "c"].map((id) => ({ id, ask: `${id}?`, hint: "" })),
		...change,
	};
}
