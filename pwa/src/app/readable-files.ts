// The files of a readable copy: a page to look at, all records as JSON, and one Markdown file an entry.

import { toJson } from "../journal/json.ts";
import { type Leaf, leavesOf, markdownOf } from "../journal/leaf.ts";
import type { Journal, Record } from "../journal/record.ts";
import type { Draft, Legible, Progress } from "./contract.ts";
import { type Beside, pageOf } from "./readable-page.ts";
import type { ZipFile } from "./zip.ts";

/** Oldest day first; what was left open last. `beside`: the photos and voice notes that go along. */
export function* readableFiles(
	journal: Journal,
	drafts: readonly Draft[],
	beside: Beside,
	legible: Legible,
	progress: Progress,
): Generator<ZipFile> {
	const open = drafts.map((draft) => ({ ...draft, trashed: false, draft: true }));
	const leaves = [...leavesOf(journal), ...open];
	const newest = leaves.at(-1)?.at ?? 0;
	yield { name: "index.html", at: newest, isLong: true, parts: pageOf(leaves, beside, legible) };
	yield { name: "records.json", at: newest, isLong: true, parts: recordsOf(journal) };
	let done = 0;
	for (const leaf of leaves) {
		yield { name: nameOf(leaf), at: leaf.at, isLong: false, parts: [markdownOf(leaf)] };
		done += 1;
		progress(done / leaves.length);
	}
}

function nameOf({ day, kind, id, draft }: Leaf): string {
	return `${draft ? "drafts" : "entries"}/${day}-${kind}-${id.slice(0, 12)}.md`;
}

/** Every revision of every kind, as it came; but what tells a passphrase. A part a record. */
function* recordsOf(journal: Journal): Generator<string> {
	yield '{"format":"small-moments-records","version":1,"records":[';
	let between = "\n";
	for (const record of journal.values()) {
		if (record.kind === "check") continue;
		yield between + JSON.stringify(recordJson(record));
		between = ",\n";
	}
	yield "\n]}\n";
}

function recordJson({ id, kind, revisions }: Record): unknown {
	return {
		kind,
		record: id,
		revisions: [...revisions.values()].map(({ schema = 1, replaces = null, ...revision }) => ({
			id: revision.id,
			parents: revision.parents,
			schema,
			day: revision.day,
			fields: toJson(revision.fields),
			replaces,
		})),
	};
}
