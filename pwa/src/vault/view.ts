// The view: the whole folded journal in one sealed value, so that unlocking reads one value and not ten thousand.

import type { Sealed } from "../../../crypto/ts/brands.ts";
import { emptyJournal, foldIn, type Journal } from "../journal/record.ts";
import type { Revision } from "../journal/revision.ts";
import { openValue, type Seal, sealValue } from "./sealing.ts";
import { fields, list, orNull, text } from "./shape.ts";

const name = "view";

export function sealView(seal: Seal, journal: Journal): Promise<Sealed> {
	const revisions = [...journal.values()].flatMap((record) => [...record.revisions.values()]);
	return sealValue(seal, name, revisions.map(row));
}

/** Throws `Refused` or TypeError for what is no view. */
export async function openView(seal: Seal, sealed: Sealed): Promise<Journal> {
	const revisions = list(await openValue(seal, name, sealed)).map(readRow);
	return foldIn(emptyJournal, revisions).journal;
}

function row(revision: Revision): readonly unknown[] {
	const { id, kind, record, parents, day, replaces } = revision;
	return [id, kind, record, parents, day, revision.fields, replaces ?? null];
}

function readRow(value: unknown): Revision {
	const [id, kind, record, parents, day, held, replaces] = list(value);
	return {
		id: text(id),
		kind: text(kind),
		record: text(record),
		parents: list(parents).map(text),
		day: text(day),
		fields: fields(held),
		replaces: orNull(replaces, text) ?? undefined,
	};
}
