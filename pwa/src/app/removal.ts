// How a device learns that it was removed: by the signed version that leaves it out. It may not log in any more, so the server hands
// the versions over to whoever signs as a member of the one before; they are verified like those in the log.

import type { Bytes, MemberId } from "../../../crypto/ts/brands.ts";
import { checkNext, findMember, parseRoster, type Roster } from "../../../crypto/ts/roster.ts";
import type { Removal } from "./keys-memo.ts";
import type { OpenJournal } from "./open-journal.ts";

/** Undefined where the member stands in all of them. */
export function removalIn(rosters: readonly Roster[], member: MemberId): Removal | undefined {
	const without = rosters.find((roster) => findMember(roster, member) === null);
	return without && { day: without.day, by: without.signer };
}

/** Verifies the versions that follow the one in force here (R21), and remembers a removal. Throws `Refused`. */
export async function hearVersions(
	journal: OpenJournal,
	versions: readonly Bytes[],
): Promise<Removal | undefined> {
	let before = journal.chain.roster;
	if (before === null) return undefined;
	const rosters: Roster[] = [];
	for (const bytes of versions) {
		const after = await parseRoster(bytes);
		await checkNext(before, after);
		rosters.push(after);
		before = after;
	}
	journal.removal = removalIn(rosters, journal.vault.member);
	return journal.removal;
}
