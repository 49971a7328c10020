// The verified log of this device as an exchange needs it.

import { noHead, toHead } from "../../../crypto/ts/brands.ts";
import type { Carried } from "../../../crypto/ts/carried.ts";
import { Refused } from "../../../crypto/ts/errors.ts";
import { headOf } from "../../../crypto/ts/link.ts";
import { parseRoster, type Roster } from "../../../crypto/ts/roster.ts";
import type { Placed } from "../store/carried.ts";
import { headAt, readLog, readPending } from "../store/log.ts";
import type { Log, Refusal, Withheld } from "../sync/ports.ts";
import type { Push } from "../sync/wire.ts";
import { wrapsFor } from "../vault/wraps.ts";
import { acceptCarried, contradicts, type FetchWraps, type Taken } from "./acceptance.ts";
import { fromWire, toPush } from "./carried.ts";
import type { OpenJournal } from "./open-journal.ts";
import { hearVersions } from "./removal.ts";
import { nextPending } from "./sending.ts";

/** A part of a pull that cannot be pinned before the rest of it has come (R35). */
interface Unfinished {
	readonly links: readonly Carried[];
	readonly seq: number;
	readonly head: string;
}

export interface LogPorts {
	readonly fetchWraps: FetchWraps;
	readonly now: () => number;
	/** Something was accepted: what shows may be old. */
	readonly changed: () => void;
	/** This device's id is in use elsewhere: it becomes a new member. */
	readonly succeeded: () => void;
	/** Something was erased: what remembers it has to forget. */
	readonly erased: () => void;
}

export function heldLog(journal: OpenJournal, ports: LogPorts): Log {
	let unfinished: Unfinished | undefined;
	/** What is being pushed again, read once. */
	let suffix: readonly Placed[] = [];

	async function accept(links: readonly Carried[], complete: boolean) {
		const all = [...(unfinished?.links ?? []), ...links];
		const { purged } = journal.chain;
		const verdict = await journal.queue(() =>
			acceptCarried(journal, all, complete, ports.fetchWraps),
		);
		unfinished = undefined;
		if (verdict === "unfinished") {
			unfinished = await partOf(all, journal.chain.seq);
			return "accepted";
		}
		return settled(verdict, purged);
	}

	function settled(verdict: Taken, purged: ReadonlySet<string>) {
		if (verdict === "accepted" || verdict === "succeeded") ports.changed();
		if (verdict === "succeeded") ports.succeeded();
		if (journal.chain.purged.size > purged.size) ports.erased();
		return verdict === "succeeded" ? "accepted" : verdict;
	}

	return {
		pinned: async () => {
			const { seq, head } = unfinished ?? journal.chain;
			return { seq, head: toHead(head) };
		},
		headAt: async (seq) => {
			if (seq === 0) return noHead;
			if (seq === journal.chain.seq) return journal.chain.head;
			const head = await headAt(journal.place, seq);
			return head === undefined ? undefined : toHead(head);
		},
		accept: (links, complete): Promise<"accepted" | Withheld | Refusal> =>
			accept(links.map(fromWire), complete),
		version: async () => journal.chain.roster?.number,
		hear: async (versions) => {
			try {
				return (await hearVersions(journal, versions)) === undefined ? "member" : "removed";
			} catch (error) {
				if (error instanceof Refused) return "tampered";
				throw error;
			}
		},
		judge: (link) => contradicts(journal, fromWire(link)),
		stands: async (link, after) =>
			(await import("./branches.ts")).standsOn(journal, fromWire(link), after),
		async branch(after) {
			unfinished = undefined;
			suffix = [];
			const { purged } = journal.chain;
			const { openBranch } = await import("./branches.ts");
			return openBranch(journal, after, ports.fetchWraps, (verdict) => settled(verdict, purged));
		},
		pending: async () => {
			const pending = await journal.queue(() => nextPending(journal, ports.now()));
			if (pending === undefined) return undefined;
			return toPush(pending);
		},
		acknowledge: async ({ seq }) => {
			const pending = await readPending(journal.place);
			if (pending?.seq !== seq) return;
			const verdict = await accept([pending.carried], true);
			// Cannot be, since this device signed it. If it is, waiting is better than sending it for ever.
			if (verdict !== "accepted") throw new Error(`its own link was refused: ${verdict}`);
		},
		stored: async (seq) => {
			suffix = suffix.some((placed) => placed.seq === seq)
				? suffix
				: await readLog(journal.place, seq - 1);
			return storedPush(
				journal,
				suffix.find((placed) => placed.seq === seq),
			);
		},
	};
}

async function partOf(links: readonly Carried[], pinned: number): Promise<Unfinished> {
	const last = links.at(-1);
	const head = last === undefined ? noHead : await headOf(last.link);
	return { links, seq: pinned + links.length, head };
}

/** A link as it was accepted; the wraps of a roster link are made anew (R46). */
export async function storedPush(
	journal: OpenJournal,
	placed: Placed | undefined,
): Promise<Push | undefined> {
	if (placed === undefined || placed.seq > journal.chain.seq) return undefined;
	return toPush({ ...placed, wraps: await wrapsAnew(journal, placed) });
}

async function wrapsAnew(journal: OpenJournal, { seq, carried }: Placed) {
	if (carried.roster === null) return [];
	const after = await parseRoster(carried.roster);
	return wrapsFor(journal.vault, await rosterBefore(journal, seq), after);
}

async function rosterBefore(journal: OpenJournal, seq: number): Promise<Roster | null> {
	const log = await readLog(journal.place, 0);
	const before = log.filter((one) => one.seq < seq && one.carried.roster !== null).at(-1);
	return before?.carried.roster ? parseRoster(before.carried.roster) : null;
}
