// Letting another phone in (R54 to R60), on the device that shows the offer: passphrase, offer, digits, consent, roster, acceptance.

import { signal } from "@preact/signals";
import type { Bytes } from "../../../crypto/ts/brands.ts";
import { passphraseCheck } from "../../../crypto/ts/kdf.ts";
import { memberKinds } from "../../../crypto/ts/member.ts";
import { mailboxId, makeOffer, offerQr, pairingCode, sealOffer } from "../../../crypto/ts/offer.ts";
import { OldDevice, pairingLasts } from "../../../crypto/ts/pairing.ts";
import { findMember, maxDevices, type Roster } from "../../../crypto/ts/roster.ts";
import { readIdentity } from "../store/identity.ts";
import { type Mailbox, mailboxAt } from "../sync/mailbox.ts";
import { sender } from "../sync/request.ts";
import { checkPassphrase } from "../vault/vault.ts";
import { type Context, type OpenSession, openSession, show } from "./context.ts";
import type { Adding, AddingState } from "./contract.ts";
import { type Course, endOf, left, messageOf, PairingOver } from "./pairing-over.ts";

/** Milliseconds between two looks into the mailbox: while a person acts, and while the other phone answers at once. */
const slow = 500;
const quick = 150;

/** What the passphrase leaves behind: its check, for the other phone. */
interface Check {
	readonly salt: Bytes;
	readonly check: Bytes;
}

export function startAdding(context: Context, passphrase: string): Adding {
	const open = openSession(context);
	const state = signal<AddingState>({ name: "preparing" });
	const consent = Promise.withResolvers<boolean>();
	let isStopped = false;
	const check = (): void => {
		if (isStopped || context.open !== open) throw new PairingOver("stopped");
	};
	const tell = (next: AddingState): void => {
		check();
		state.value = next;
	};
	const run = async (): Promise<void> => {
		const checked = await checkOf(context, open, passphrase);
		await add({ context, open, tell, check, consent: consent.promise }, checked);
	};
	run().catch((error: unknown) => {
		state.value = { name: "over", cause: endOf(error) };
	});
	return {
		state,
		same: consent.resolve,
		stop() {
			isStopped = true;
			consent.resolve(false);
		},
	};
}

interface Work {
	readonly context: Context;
	readonly open: OpenSession;
	readonly tell: (state: AddingState) => void;
	readonly check: () => void;
	readonly consent: Promise<boolean>;
}

/** The passphrase opens this device, and is made into what the other one checks it by. */
async function checkOf(
	{ platform: { argon2id, random } }: Context,
	{ journal }: OpenSession,
	passphrase: string,
): Promise<Check> {
	const { wrapped } = await readIdentity(journal.place);
	if (!(await checkPassphrase(argon2id, passphrase, wrapped))) throw new PairingOver("passphrase");
	const salt = random(16);
	return { salt, check: await passphraseCheck(argon2id, journal.vault.account, passphrase, salt) };
}

async function add(work: Work, checked: Check): Promise<void> {
	const { platform } = work.context;
	const { account, seq, head, roster } = await placeOf(work.open);
	const { offer, own } = await makeOffer({ account, seq, head, roster }, platform.random);
	const mailbox = mailboxAt(sender(platform.fetch), await mailboxId(offer.secret));
	left(await mailbox.open());
	const course = { begun: platform.now(), check: work.check };
	const old = new OldDevice(offer, own, course.begun, platform.random);
	try {
		left(await mailbox.put(0, await sealOffer(offer, platform.random)));
		const until = course.begun + pairingLasts;
		work.tell({ name: "shown", qr: offerQr(offer), code: await pairingCode(offer), until });
		await meet(work, old, mailbox, course);
		await letIn(work, old, mailbox, course, checked);
	} catch (error) {
		old.end();
		await mailbox.close();
		throw error;
	}
	work.tell({ name: "added" });
}

/** Up to the digits on both screens. */
async function meet(
	{ context: { platform }, tell }: Work,
	old: OldDevice,
	mailbox: Mailbox,
	course: Course,
): Promise<void> {
	const commit = await messageOf(mailbox, 1, platform, course, slow);
	left(await mailbox.put(2, await old.answer(commit, platform.now())));
	const reveal = await messageOf(mailbox, 3, platform, course, quick);
	tell({ name: "compare", digits: await old.reveal(reveal, platform.now()) });
}

/** From the person's yes to the acceptance. */
async function letIn(
	work: Work,
	old: OldDevice,
	mailbox: Mailbox,
	course: Course,
	{ salt, check }: Check,
): Promise<void> {
	const { platform } = work.context;
	const same = await Promise.race([work.consent, ended(work, mailbox, course)]);
	work.check();
	if (!same) throw new PairingOver("different");
	const member = await old.confirm(same, platform.now());
	work.tell({ name: "adding" });
	const { journal, exchange } = work.open;
	journal.admits = member;
	try {
		exchange.wake();
		await exchange.settled();
	} finally {
		journal.admits = undefined;
	}
	const { seq, head, roster } = journal.chain;
	if (roster === null || findMember(roster, member.id) === null) throw new PairingOver("server");
	show(work.context);
	await tellNew(mailbox, () =>
		old.accept({ seq, head, roster: roster.hash, salt, check }, platform.now()),
	);
}

/** From here on the other phone is in the roster, whether it hears of it or not. */
async function tellNew(
	mailbox: Mailbox,
	acceptance: () => ReturnType<OldDevice["accept"]>,
): Promise<void> {
	try {
		left(await mailbox.put(4, await acceptance()));
	} catch {
		throw new PairingOver("unheard");
	}
}

/** Rejects once the other phone has closed the mailbox, or the time is over; nothing comes at this step but from here. */
async function ended(work: Work, mailbox: Mailbox, course: Course): Promise<boolean> {
	let isAnswered = false;
	void work.consent.then(() => {
		isAnswered = true;
	});
	const check = (): void => {
		work.check();
		if (isAnswered) throw new PairingOver("stopped");
	};
	await messageOf(mailbox, 4, work.context.platform, { ...course, check }, slow);
	throw new PairingOver("tampered");
}

/** The newest verified position, with a place for one more device after it. */
async function placeOf({ journal, exchange }: OpenSession) {
	if (!journal.memo.backup) throw new PairingOver("no-backup");
	exchange.wake();
	await exchange.settled();
	const trouble = exchange.trouble();
	if (trouble !== undefined) {
		throw new PairingOver(trouble.cause === "unreachable" ? "unreachable" : "server");
	}
	const { account, seq, head, roster } = journal.chain;
	if (roster === null) throw new PairingOver("no-backup");
	if (devicesOf(roster) >= maxDevices) throw new PairingOver("too-many-devices");
	return { account, seq, head, roster: roster.hash };
}

function devicesOf({ members }: Roster): number {
	return members.filter(({ kind }) => kind === memberKinds.device).length;
}
