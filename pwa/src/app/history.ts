// The history of an entry, as a person reads it; and bringing a version of it back, which writes a new one.

import type { MemberId } from "../../../crypto/ts/brands.ts";
import { linkKinds, parseLink } from "../../../crypto/ts/link.ts";
import { parseHeader } from "../../../crypto/ts/revision.ts";
import { isEntryKind, wordsOf } from "../journal/kinds.ts";
import type { Record } from "../journal/record.ts";
import { originOf } from "../journal/revision.ts";
import { versionsOf } from "../journal/versions.ts";
import { readLog } from "../store/log.ts";
import type { EntryId, Version } from "./contract.ts";
import type { Saved } from "./flushing.ts";
import type { OpenJournal } from "./open-journal.ts";
import { entryStatement, saveStatement } from "./saving.ts";

/** Newest first; none for an entry that is not here. */
export async function historyOf(journal: OpenJournal, id: EntryId): Promise<readonly Version[]> {
	const record = journal.shelf.record(id);
	if (record === undefined || !isEntryKind(record.kind)) return [];
	const { kind } = record;
	const others = await writtenElsewhere(journal, record);
	return versionsOf(record).map((version) => ({
		...version,
		words: wordsOf(kind, version.text, version.fields),
		device: others.has(version.id) ? "another" : "here",
	}));
}

/** Undefined where the version or its entry is not here. */
export async function bringBack(
	journal: OpenJournal,
	id: EntryId,
	version: string,
	now: number,
): Promise<Saved | undefined> {
	const record = journal.shelf.record(id);
	const entry = journal.shelf.entry(id);
	if (record === undefined || entry === undefined) return undefined;
	const found = versionsOf(record).find((one) => one.id === version);
	if (found === undefined) return undefined;
	const { day, text, tags, fields } = found;
	const again = { ...entry, day, text, tags, fields };
	return saveStatement(journal, entryStatement(again, entry.heads, entry.trashed, now));
}

/**
 * Those of the revisions, by their first ids, that another device wrote. What no link names yet is this device's own. Of several
 * sealings the first one in the log says it: that one was of who wrote the words, the others of who sealed them again.
 */
async function writtenElsewhere(
	{ place, vault }: OpenJournal,
	{ revisions }: Record,
): Promise<ReadonlySet<string>> {
	const origins = new Map<string, string>();
	for (const [id, revision] of revisions) {
		origins.set(id, originOf(revision)).set(originOf(revision), originOf(revision));
	}
	const writers = new Map<string, MemberId>();
	for (const { carried } of await readLog(place, 0)) {
		const { kind, payload } = parseLink(carried.link);
		if (kind !== linkKinds.revisions) continue;
		for (const [at, id] of payload.entries()) {
			const header = carried.revisions[at]?.header;
			const origin = origins.get(id);
			if (origin === undefined || writers.has(origin) || header === undefined) continue;
			writers.set(origin, parseHeader(header).device);
		}
	}
	return new Set([...writers].filter(([, by]) => by !== vault.member).map(([origin]) => origin));
}
