// The kit and the sheet as a person finds them again: a part is typed back when a paper is made, and in the yearly drill (C23).

import { withoutIgnored } from "../../../crypto/ts/base32.ts";
import type { Random } from "../../../crypto/ts/brands.ts";
import type { CivilDay } from "../journal/day.ts";
import type { KnownPaper, PaperName } from "./contract.ts";
import { changeKeysMemo, unlessRefused } from "./exchange.ts";
import type { OpenJournal } from "./open-journal.ts";
import type { KnownPart } from "./papers-memo.ts";

/** One of the last six groups of a paper, drawn: they hold the secret and not the account. `text` is as a person may type it. */
export function drawPart(text: string, random: Random): Pick<KnownPart, "ask" | "group"> {
	const symbols = canonical(text).replace(/^M[KS]1:/, "");
	const [drawn = 0] = random(1);
	const ask = 7 + (drawn % 6);
	return { ask, group: symbols.slice((ask - 1) * 5, ask * 5) };
}

/** As the kit's own reader takes symbols (R9). */
export function canonical(typed: string): string {
	return withoutIgnored(typed).toUpperCase().replaceAll("O", "0").replaceAll(/[IL]/g, "1");
}

/** Nothing on a device that was put out, or that was paired and never saw a paper. */
export function knownPapers(journal: OpenJournal): readonly KnownPaper[] {
	if (journal.stopped === "removed") return [];
	return (["kit", "sheet"] as const).flatMap((paper) => {
		const part = partOf(journal, paper);
		return part === undefined ? [] : [{ paper, ask: part.ask, typed: part.typed ?? undefined }];
	});
}

/** True if it is the group that is asked of that paper; the day is kept. */
export async function typeBack(
	journal: OpenJournal,
	paper: PaperName,
	typed: string,
	day: CivilDay,
): Promise<boolean> {
	const part = partOf(journal, paper);
	if (part === undefined || canonical(typed) !== part.group) return false;
	const { papers } = journal.memo.keys;
	const now = { ...papers, [paper]: { ...part, typed: day } };
	await unlessRefused(changeKeysMemo(journal, { papers: now }));
	return true;
}

/** A paper that another one took the place of is no longer asked for. */
function partOf({ memo, chain }: OpenJournal, paper: PaperName): KnownPart | undefined {
	const part = memo.keys.papers[paper];
	if (part === null || chain.roster === null) return undefined;
	return chain.roster.members.some(({ id }) => id === part.member) ? part : undefined;
}
