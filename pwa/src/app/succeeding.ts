// A device that meets a counter of its own that it does not know (R49): its storage was copied, or set back. It becomes a new
// member, seals again what it has not sent, and goes on; the old id is the other copy's from then on.

import { memberKinds } from "../../../crypto/ts/member.ts";
import { findMember, maxDevices } from "../../../crypto/ts/roster.ts";
import { changeIdentity } from "../store/identity.ts";
import { readOutbox } from "../store/outbox.ts";
import { revisionsOf, type Verified } from "../vault/reading.ts";
import { succeeded, withSuccessor } from "../vault/succession.ts";
import { forgetWishes, wishesOf } from "./erasing.ts";
import type { OpenJournal } from "./open-journal.ts";
import { sealRest, withUnsaved } from "./resealing.ts";

/** A new id is made, and kept before it is used. False where the roster has no place for one more device. */
export async function retire(journal: OpenJournal, verified: Verified): Promise<boolean> {
	const members = verified.chain.roster?.members ?? [];
	if (members.filter(({ kind }) => kind === memberKinds.device).length >= maxDevices) return false;
	journal.vault = await withSuccessor(journal.vault, sharedCounter(journal, verified));
	await changeIdentity(journal.place, { keyring: journal.vault.keyring });
	return true;
}

/** Once the roster names the new id, this device has it. To be called within the journal's queue. */
export async function succeed(journal: OpenJournal): Promise<void> {
	const { vault, chain, place } = journal;
	const { successor } = vault;
	if (successor === undefined || chain.roster === null) return;
	if (findMember(chain.roster, successor.member) === null) return;
	const rows = withUnsaved(journal, await readOutbox(place));
	const wishes = wishesOf(journal);
	const left = rows.filter(({ id }) => !wishes.has(id));
	const former = { member: vault.member, from: successor.from };
	await sealRest(journal, [], left, { vault: await succeeded(vault), former });
	await forgetWishes(journal, new Set(rows.map(({ id }) => id)));
}

/** The newest counter of its own that the log holds and this device knows. */
function sharedCounter(journal: OpenJournal, { before, ...verified }: Verified): number {
	const { member } = journal.vault;
	const known = revisionsOf({ before, ...verified }, member).filter(({ id }) =>
		journal.waiting.has(id),
	);
	return known.at(-1)?.counter ?? before.last.get(member)?.counter ?? 0;
}
