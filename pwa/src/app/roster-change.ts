// What the next roster version is to change: a kit or a sheet that this device has made takes the place of the one before, a device that
// was paired enters, and who is to leave leaves. It is asked anew at each position, so that a version that came too late is signed on
// top of the one that was faster.

import type { Chain } from "../../../crypto/ts/chain.ts";
import { equalBytes } from "../../../crypto/ts/layout.ts";
import { type Member, makeMember, memberKinds } from "../../../crypto/ts/member.ts";
import { findMember } from "../../../crypto/ts/roster.ts";
import type { Change } from "../vault/rotation.ts";
import type { WantedKit } from "./memo.ts";
import type { OpenJournal } from "./open-journal.ts";

/** Undefined where the roster in force is as it is to be. */
export async function wantedChange(journal: OpenJournal): Promise<Change | undefined> {
	const members = journal.chain.roster?.members ?? [];
	const added = await wantedMembers(journal);
	const isReplaced = ({ kind }: Member) =>
		kind !== memberKinds.device && added.some((one) => one.kind === kind);
	const removed = members.filter((one) => isReplaced(one) || isLeaving(journal, one.id));
	if (added.length + removed.length === 0) return undefined;
	return { added, removed: removed.map(({ id }) => id) };
}

/** True while somebody who is to leave is still there. */
export function isLeavingDue(journal: OpenJournal): boolean {
	const members = journal.chain.roster?.members ?? [];
	return members.some(({ id }) => isLeaving(journal, id));
}

/** True until the kit that this device made has entered the roster. */
export function kitIsWanted(chain: Chain, kit: WantedKit | null): boolean {
	return kit !== null && kit.ask === 0 && !kitIsIn(chain, kit);
}

/** True if another device has put a newer kit in its place. It is never put back: that would take the newer one away. */
export function kitIsReplaced(chain: Chain, kit: WantedKit): boolean {
	return kit.ask > 0 && !kitIsIn(chain, kit);
}

function kitIsIn({ roster }: Chain, kit: WantedKit): boolean {
	const members = roster?.members ?? [];
	return members.some(({ signPublic }) => equalBytes(signPublic, kit.signPublic));
}

/** A device does not put itself out. */
function isLeaving({ memo, vault }: OpenJournal, id: string): boolean {
	return memo.keys.leaving.includes(id) && id !== vault.member;
}

async function wantedMembers(journal: OpenJournal): Promise<readonly Member[]> {
	const { chain, memo, sheet, admits } = journal;
	const wanted: Member[] = [];
	if (memo.kit !== null && kitIsWanted(chain, memo.kit)) {
		const { signPublic, kemPublic } = memo.kit;
		wanted.push(await makeMember(memberKinds.kit, signPublic, kemPublic));
	}
	for (const made of [sheet, admits]) {
		const isNew = made !== undefined && chain.roster !== null && !findMember(chain.roster, made.id);
		if (isNew) wanted.push(made);
	}
	return wanted;
}
