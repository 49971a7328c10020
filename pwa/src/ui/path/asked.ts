// What a piece asks, one screen after the other. In a piece for two each question is asked twice: of the one who holds the phone,
// and of the other, whose answer is kept under the question's id with `-other` behind it.

import type { Content, Piece, Prompt, Step } from "../content.ts";

/** The id of the piece that the closing page is. */
export const CLOSING = "closing";
/** The question of the landing; no prompt of the content has its id. */
export const LANDING = "landing";
const OTHER = "-other";

export type Turn = "holder" | "other";

export interface Asked extends Prompt {
	/** Whose turn it is, in a piece for two. */
	readonly turn: Turn | undefined;
}

/** A piece as it is written: with the step it belongs to, which the closing page has not. */
export interface Known extends Pick<Piece, "id" | "title" | "hard" | "timed" | "minutes"> {
	readonly step: Step | undefined;
	readonly piece: Piece | undefined;
	readonly asked: readonly Asked[];
}

/** The piece of that id; undefined for one that this version does not have. */
export function pieceOf(content: Content, id: string): Known | undefined {
	if (id === CLOSING) {
		const { title, prompts } = content.closing;
		const plain = { hard: false, timed: false, minutes: 5, step: undefined, piece: undefined };
		return {
			...plain,
			id,
			title,
			asked: prompts.map((prompt) => ({ ...prompt, turn: undefined })),
		};
	}
	for (const step of content.steps) {
		const piece = step.pieces.find((one) => one.id === id);
		if (piece !== undefined) return { ...piece, step, piece, asked: askedOf(piece) };
	}
	return undefined;
}

/** A piece that the content has no more: its answers can still be changed, each under `ask`. */
export function pieceWithout(
	id: string,
	title: string,
	ask: string,
	answers: ReadonlyMap<string, string>,
): Known {
	const asked = [...answers.keys()].map((key) => ({ id: key, ask, hint: "", turn: undefined }));
	const plain = { hard: false, timed: false, minutes: 0, step: undefined, piece: undefined };
	return { ...plain, id, title, asked };
}

function askedOf(piece: Piece): readonly Asked[] {
	if (piece.for !== "two") return piece.prompts.map((prompt) => ({ ...prompt, turn: undefined }));
	return piece.prompts.flatMap((prompt): readonly Asked[] => [
		{ ...prompt, turn: "holder" },
		{ ...prompt, id: prompt.id + OTHER, turn: "other" },
	]);
}

/** The answers in the order of their questions; those whose question is gone come last, without one. */
export function readingOf(
	asked: readonly Asked[],
	answers: ReadonlyMap<string, string>,
): readonly { readonly id: string; readonly asked: Asked | undefined; readonly answer: string }[] {
	const known = new Set(asked.map(({ id }) => id));
	const rest = [...answers.keys()].filter((id) => !known.has(id));
	return [
		...asked.map((one) => ({ id: one.id, asked: one })),
		...rest.map((id) => ({ id, asked: undefined })),
	].flatMap((one) => {
		const answer = (answers.get(one.id) ?? "").trim();
		return answer === "" ? [] : [{ ...one, answer }];
	});
}
