// The journal as an archive holds it (R65), and an archive as the journal takes it in (R66).

import { toRecordId, toRevisionId } from "../../../crypto/ts/brands.ts";
import { counters } from "../../../crypto/ts/chain.ts";
import { type Content, maxParents } from "../../../crypto/ts/content.ts";
import type { Journal } from "../journal/record.ts";
import { originOf, type Revision } from "../journal/revision.ts";
import { settingsKind } from "../journal/settings.ts";
import { saveRevision } from "../store/outbox.ts";
import type { Waiting } from "../store/schema.ts";
import {
	type Newest,
	type Statement,
	type Written,
	waitingOf,
	writeRevision,
} from "../vault/writing.ts";
import type { Progress } from "./contract.ts";
import { nowNamed, type OpenJournal } from "./open-journal.ts";

/** Of use to its own account only (R13), and nothing that leaves lets anyone test a passphrase. */
export const checkKind = "check";

/** How many revisions `contentsOf` gives at most. */
export function revisionsIn(journal: Journal): number {
	return [...journal.values()].reduce((sum, { revisions }) => sum + revisions.size, 0);
}

/** Every revision as an archive holds it, in an archive's order; made one at a time, as they are asked for. */
export function* contentsOf(journal: Journal): Generator<Content> {
	const revisions = revisionsOf(journal).toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
	const origins = new Map(revisions.map((revision) => [revision.id, originOf(revision)]));
	let last = "";
	for (const revision of revisions) {
		// Two new sealings of one revision are one.
		const place = placeOf(revision);
		if (place !== last) yield contentOf(revision, origins);
		last = place;
	}
}

function revisionsOf(journal: Journal): readonly Revision[] {
	return [...journal.values()]
		.filter(({ kind }) => kind !== checkKind)
		.flatMap(({ revisions }) => [...revisions.values()]);
}

function placeOf(revision: Revision): string {
	return revision.record + originOf(revision);
}

function contentOf(revision: Revision, origins: ReadonlyMap<string, string>): Content {
	const { kind, record, day, fields, schema = 1 } = revision;
	const parents = new Set(revision.parents.map((id) => origins.get(id) ?? id));
	return {
		kind,
		record: toRecordId(record),
		parents: [...parents].sort().slice(0, maxParents).map(toRevisionId),
		seen: [],
		schema,
		day,
		fields,
		replaces: toRevisionId(originOf(revision)),
	};
}

/** Those contents that the journal does not hold yet, and may hold. */
export function freshIn(journal: OpenJournal, contents: readonly Content[]): readonly Content[] {
	const held = journal.shelf.journal();
	const known = new Set([...journal.chain.purged, ...journal.memo.erasing]);
	for (const { revisions } of held.values()) {
		for (const { id, replaces } of revisions.values()) {
			known.add(id);
			if (replaces !== undefined) known.add(replaces);
		}
	}
	const hasSettings = [...held.values()].some(({ kind }) => kind === settingsKind);
	return contents.filter(
		({ kind, replaces }) =>
			replaces !== null &&
			!known.has(replaces) &&
			kind !== checkKind &&
			!(kind === settingsKind && hasSettings),
	);
}

/** What a content says, to be sealed again (R66). */
export function statementOf(content: Content): Statement {
	const { kind, record, parents, schema, day, fields, replaces } = content;
	const said = { kind, record, parents, schema, day, fields };
	return replaces === null ? said : { ...said, replaces };
}

/**
 * Seals all of it and stores it in one strict transaction: it is here whole, or nothing of it is. `choose` says what is new once
 * its turn has come. Rejects with a StoreFailure, or with `Refused` for what no revision can hold; then nothing has changed.
 */
export function takeIn(
	journal: OpenJournal,
	choose: () => readonly Statement[],
	progress: Progress,
): Promise<void> {
	return journal.queue(() => sealAll(journal, choose(), progress));
}

/** The same within the journal's queue. */
export async function sealAll(
	journal: OpenJournal,
	statements: readonly Statement[],
	progress: Progress,
): Promise<void> {
	const written: Written[] = [];
	let newest: Newest = journal.newest;
	for (const statement of statements) {
		const one = await writeRevision(journal.vault, newest, counters(journal.chain), statement);
		written.push(one);
		newest = one;
		progress(written.length / statements.length);
	}
	await store(journal, written);
	for (const { id, counter } of written) journal.waiting.set(id, counter);
	journal.newest = { counter: newest.counter, id: newest.id };
	journal.viewIsOld = true;
	journal.shelf.fold(written.map(({ revision }) => revision));
}

/** With what the disk has refused before. */
async function store(journal: OpenJournal, written: readonly Written[]): Promise<void> {
	const sealed = written.map(waitingOf);
	const rows: readonly Waiting[] = [...journal.unsaved, ...sealed];
	const [first] = rows;
	if (first === undefined) return;
	const gone = journal.drafts.gone();
	await saveRevision(journal.place, rows, first.counter - 1, gone);
	journal.drafts.erased(gone);
	nowNamed(
		journal,
		rows.flatMap(({ blobs = [] }) => blobs),
	);
	journal.unsaved = [];
}
