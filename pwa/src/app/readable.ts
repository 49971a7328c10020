// Everything that is in memory, as text that any phone can read.

import { isEntryKind, wordsOf } from "../journal/kinds.ts";
import type { Record } from "../journal/record.ts";
import { settingsKind } from "../journal/settings.ts";
import type { Context } from "./context.ts";

/** Entries from the oldest on, then drafts. Records of a kind that only a newer version knows follow as they are. */
export function readable({ board, open }: Context): Blob {
	const entries = [...board.entries.value].reverse();
	const pages = [...entries, ...board.drafts.value].map(({ day, kind, text, tags, fields }) => {
		// What is put away leaves with the rest.
		const words = wordsOf(kind, text, fields);
		const held = JSON.stringify(fields);
		const beside = held === "{}" ? [] : [`${kind} ${held}`];
		return [day, words, ...tags.map((tag) => `#${tag}`), ...beside];
	});
	const unknown = [...(open?.journal.shelf.journal().values() ?? [])].flatMap(strange);
	const parts = [...pages, ...unknown].map((lines) => `${lines.join("\n\n")}\n`);
	return new Blob([parts.join("\n---\n\n")], { type: "text/plain;charset=utf-8" });
}

/** The revisions of a record that no kind of this version reads. */
function strange({ kind, revisions }: Record): readonly (readonly string[])[] {
	if (isEntryKind(kind) || kind === settingsKind || kind === "check") return [];
	return [...revisions.values()].map(({ day, fields }) => [
		day,
		`${kind} ${JSON.stringify(fields)}`,
	]);
}
