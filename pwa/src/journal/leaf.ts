// An entry, or what was left open, as a readable copy has it; and as Markdown.

import { attachmentIds, withoutAttachments } from "./attachment.ts";
import type { CivilDay } from "./day.ts";
import { compareEntries, readEntry } from "./entry.ts";
import { toJson } from "./json.ts";
import type { EntryKind } from "./kinds.ts";
import type { Journal } from "./record.ts";
import type { Fields } from "./revision.ts";

export interface Leaf {
	readonly id: string;
	readonly kind: EntryKind;
	readonly day: CivilDay;
	readonly at: number;
	readonly text: string;
	readonly tags: readonly string[];
	readonly fields: Fields;
	readonly trashed: boolean;
	readonly draft: boolean;
}

/** Every entry, those of the trash too, oldest day first. */
export function leavesOf(journal: Journal): readonly Leaf[] {
	return [...journal.values()]
		.flatMap((record) => readEntry(record) ?? [])
		.sort((a, b) => (a.day === b.day ? compareEntries(a, b) : -compareEntries(a, b)))
		.map((entry) => ({ ...entry, draft: false }));
}

/** Front matter is YAML, and JSON is YAML: nothing that was written can break out of it. */
export function markdownOf(leaf: Leaf): string {
	const { id, kind, day, at, text, tags, fields, trashed, draft } = leaf;
	const own = Object.entries(withoutAttachments(fields));
	const attached = attachmentIds(fields);
	const lines = [
		`day: ${day}`,
		`kind: ${kind}`,
		`begun: ${begun(at)}`,
		`id: "${id}"`,
		...(tags.length > 0 ? [`tags: ${JSON.stringify(tags)}`] : []),
		...(attached.length > 0 ? [`attachments: ${JSON.stringify(attached)}`] : []),
		...(trashed ? ["trashed: true"] : []),
		...(draft ? ["draft: true"] : []),
		...(own.length > 0 ? ["fields:"] : []),
		...own.map(([name, value]) => `  ${name}: ${JSON.stringify(toJson(value))}`),
	];
	return `---\n${lines.join("\n")}\n---\n\n${text}\n`;
}

function begun(at: number): string {
	const moment = new Date(at);
	return Number.isNaN(moment.getTime()) ? String(at) : moment.toISOString();
}
