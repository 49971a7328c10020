// What a purge takes from this device (R45): bodies leave the stored links, drafts of what is gone go. Header and body hash stay,
// so that the chain still verifies and a suffix can be pushed again.

import type { Carried, CarriedRevision } from "../../../crypto/ts/carried.ts";
import { sha256 } from "../../../crypto/ts/labels.ts";
import { linkKinds, parseLink } from "../../../crypto/ts/link.ts";
import { foldIn, foldOut } from "../journal/record.ts";
import type { Placed } from "../store/carried.ts";
import { readLog } from "../store/log.ts";
import type { Reading } from "../vault/reading.ts";
import type { OpenJournal } from "./open-journal.ts";
import { recordOf } from "./shelf.ts";

/** A link without the bodies of these revisions; the same object where it carries none of them. */
export async function withoutBodies(carried: Carried, ids: ReadonlySet<string>): Promise<Carried> {
	if (carried.revisions.length === 0 || ids.size === 0) return carried;
	const { kind, payload } = parseLink(carried.link);
	const isNamed = (at: number): boolean => ids.has(payload[at] ?? "");
	const touched = carried.revisions.some(({ body }, at) => body !== null && isNamed(at));
	if (kind !== linkKinds.revisions || !touched) return carried;
	const revisions = carried.revisions.map((one, at) => (isNamed(at) ? withoutBody(one) : one));
	return { ...carried, revisions: await Promise.all(revisions) };
}

async function withoutBody(revision: CarriedRevision): Promise<CarriedRevision> {
	const { header, body } = revision;
	return body === null ? revision : { header, body: null, bodyHash: await sha256(body) };
}

/** The stored links that hold bodies which a purge names, without them. */
export async function storedWithout(
	{ place }: OpenJournal,
	purged: ReadonlySet<string>,
): Promise<readonly Placed[]> {
	if (purged.size === 0) return [];
	const changed: Placed[] = [];
	for (const placed of await readLog(place, 0)) {
		const carried = await withoutBodies(placed.carried, purged);
		if (carried !== placed.carried) changed.push({ ...placed, carried });
	}
	return changed;
}

/** The edits that lie open of entries which a purge leaves nothing of. */
export function goneDrafts(
	journal: OpenJournal,
	{ revisions, purged }: Reading,
): readonly string[] {
	if (purged.size === 0) return [];
	const before = journal.shelf.journal();
	const after = foldOut(foldIn(before, revisions).journal, purged).journal;
	return journal.drafts
		.all()
		.map(({ draft }) => draft.id)
		.filter((id) => recordOf(before, id) !== undefined && recordOf(after, id) === undefined);
}
