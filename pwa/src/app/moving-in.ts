// What a device brings along when it joins: all that it holds, or, where it holds a journal of that very account (another history of
// it, or it was removed meanwhile), what the log there does not hold. What was erased on either side stays erased (R79).

import type { Journal } from "../journal/record.ts";
import { originOf, type Revision } from "../journal/revision.ts";
import { settingsKind } from "../journal/settings.ts";
import { checkKind } from "./archive.ts";
import { wishesOf } from "./erasing.ts";
import type { OpenJournal } from "./open-journal.ts";

export interface Left {
	readonly revisions: readonly Revision[];
	/** First ids of what lies there already: parents may name them. */
	readonly known: ReadonlySet<string>;
	/** What lives there and was erased here, by ids and first ids (R73): a purge is to name it. */
	readonly erasing: readonly string[];
}

/** From a journal of another account. */
export function leftIn(here: OpenJournal): Left {
	const revisions = shown(here.shelf.journal()).filter(
		({ kind }) => kind !== settingsKind && kind !== checkKind,
	);
	return { revisions, known: new Set(), erasing: [] };
}

/** From a journal of the account that is joined: `there` is what its log holds, `purged` what its purges name. */
export function leftBeside(here: OpenJournal, there: Journal, purged: ReadonlySet<string>): Left {
	const [mine, theirs] = [shown(here.shelf.journal()), shown(there)];
	const [alive, known] = [new Set(mine.map(originOf)), new Set(theirs.map(originOf))];
	const isGone = (ids: ReadonlySet<string>, one: Revision): boolean =>
		ids.has(one.id) || ids.has(originOf(one));
	const gone = new Set([...here.chain.purged, ...wishesOf(here)]);
	// What a harmed database has lost was not erased.
	const erased = here.damaged
		? []
		: theirs.filter((one) => isGone(gone, one) && !alive.has(originOf(one)));
	return {
		revisions: mine.filter(
			(one) => one.kind !== checkKind && !known.has(originOf(one)) && !isGone(purged, one),
		),
		known,
		erasing: [...new Set(erased.flatMap((one) => [one.id, originOf(one)]))],
	};
}

function shown(journal: Journal): readonly Revision[] {
	return [...journal.values()].flatMap(({ revisions }) => [...revisions.values()]);
}
