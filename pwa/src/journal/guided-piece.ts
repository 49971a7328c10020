// A guided piece, as far as it was written: answers to the prompts of the content, each under its prompt's id.

import { flagIn, listIn, said, scaleIn, textIn } from "./field.ts";
import type { Kind } from "./kind.ts";
import type { Fields } from "./revision.ts";

export interface GuidedPiece {
	/** The id of the piece in the content. */
	readonly piece: string;
	/** By the prompt's id. */
	readonly answers: ReadonlyMap<string, string>;
	/** The prompt at which it was left; empty at the beginning. */
	readonly at: string;
	/** Ids of prompts that were passed by. */
	readonly skipped: readonly string[];
	/** Closed by the person; it can be opened again. */
	readonly done: boolean;
	/** The days on which it was written by the clock, ascending. */
	readonly timed: readonly string[];
	/** How heavy it was, 0 to 10, before and after: only where a person wanted that kept. */
	readonly before: number | undefined;
	readonly after: number | undefined;
}

const answer = "answer_";

export const guidedPiece: Kind<GuidedPiece> = {
	schema: 1,
	read: (fields) => ({
		piece: textIn(fields, "piece"),
		answers: new Map(answersIn(fields).map(([name, text]) => [promptOf(name), text])),
		at: textIn(fields, "prompt"),
		skipped: listIn(fields, "skipped"),
		done: flagIn(fields, "done"),
		timed: listIn(fields, "timed"),
		before: scaleIn(fields, "before"),
		after: scaleIn(fields, "after"),
	}),
	fields: ({ answers, at, skipped, timed, ...rest }) => ({
		...said({ ...rest, prompt: at, skipped: unlessNone(skipped), timed: unlessNone(timed) }),
		...Object.fromEntries([...answers].map(([prompt, text]) => [fieldOf(prompt), text])),
	}),
	isProse: (field) => field.startsWith(answer),
	words: (fields) => answersIn(fields).map(([, text]) => text),
	holds: (fields) =>
		flagIn(fields, "done") || answersIn(fields).some(([, text]) => text.trim() !== ""),
};

function unlessNone(list: readonly string[]): readonly string[] | undefined {
	return list.length === 0 ? undefined : list;
}

function answersIn(fields: Fields): readonly (readonly [string, string])[] {
	return Object.entries(fields).flatMap(([name, value]) =>
		name.startsWith(answer) && typeof value === "string" ? [[name, value] as const] : [],
	);
}

/** The name of a field has no hyphen (R28), the id of a prompt has no underscore. */
function fieldOf(prompt: string): string {
	return answer + prompt.replaceAll("-", "_");
}

function promptOf(field: string): string {
	return field.slice(answer.length).replaceAll("_", "-");
}
