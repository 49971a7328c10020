// Coming to a journal of another phone by pairing (R54 to R60), on the new device: the offer, digits, consent, passphrase, joining.

import { signal } from "@preact/signals";
import type { Bytes } from "../../../crypto/ts/brands.ts";
import { passphraseCheck } from "../../../crypto/ts/kdf.ts";
import { equalBytes } from "../../../crypto/ts/layout.ts";
import {
	isOfferQr,
	mailboxId,
	type Offer,
	openOffer,
	parseOfferQr,
	parsePairingCode,
} from "../../../crypto/ts/offer.ts";
import { type Acceptance, NewDevice } from "../../../crypto/ts/pairing.ts";
import { type Mailbox, mailboxAt } from "../sync/mailbox.ts";
import { sender } from "../sync/request.ts";
import { makeTransport } from "../sync/transport.ts";
import { newDevice } from "../vault/beginning.ts";
import type { Context } from "./context.ts";
import type { Pairing, PairingState } from "./contract.ts";
import { enterPaired, type Paired } from "./entering.ts";
import { countEntries, fetchBeforeLeaving, settleIn } from "./join.ts";
import { databaseOf, open } from "./lifecycle.ts";
import type { OpenJournal } from "./open-journal.ts";
import { type Course, endOf, left, messageOf, PairingOver } from "./pairing-over.ts";

/** Milliseconds between two looks into the mailbox. */
const slow = 500;
const quick = 150;

/** `text` is what a QR held or what a person typed; it was checked by `checkOffer`. */
export function startPairing(context: Context, text: string): Pairing {
	const state = signal<PairingState>({ name: "reaching" });
	const consent = Promise.withResolvers<true>();
	const told = Promise.withResolvers<void>();
	let asked = Promise.withResolvers<string>();
	let ending: PairingOver | undefined;
	const end = (over: PairingOver): void => {
		ending ??= over;
		consent.reject(over);
		told.reject(over);
		asked.reject(over);
	};
	// Whoever waits for them hears of the end; nobody may be waiting.
	for (const one of [consent.promise, told.promise, asked.promise]) one.catch(() => undefined);
	const { locks } = context;
	const work: Work = {
		context,
		here: context.open?.journal,
		locks,
		consent: consent.promise,
		told: told.promise,
		check() {
			// What lies behind a lock must not be taken for nothing.
			if (context.locks !== locks) throw new PairingOver("stopped");
			if (ending !== undefined) throw ending;
		},
		show(next) {
			state.value = next;
		},
		tell(next) {
			work.check();
			state.value = next;
		},
		async passphrase(wrong) {
			work.tell({ name: "passphrase", wrong });
			asked = Promise.withResolvers();
			return asked.promise;
		},
	};
	pair(work, text).catch((error: unknown) => {
		state.value = { name: "over", cause: endOf(error) };
	});
	return {
		state,
		goOn: () => told.resolve(),
		same(yes) {
			if (!yes) return end(new PairingOver("different"));
			if (state.value.name === "compare") state.value = { name: "waiting" };
			consent.resolve(true);
		},
		open: (passphrase) => asked.resolve(passphrase),
		stop: () => end(new PairingOver("stopped")),
	};
}

interface Work {
	readonly context: Context;
	/** The journal that was open here when the pairing began: its entries join. */
	readonly here: OpenJournal | undefined;
	readonly locks: number;
	readonly consent: Promise<true>;
	/** Resolves once the person goes on without what cannot be had. */
	readonly told: Promise<void>;
	readonly check: () => void;
	readonly show: (state: PairingState) => void;
	/** The same, unless it was ended meanwhile. */
	readonly tell: (state: PairingState) => void;
	/** Asks the person for it; `wrong` if what they said before was not it. */
	readonly passphrase: (wrong: boolean) => Promise<string>;
}

async function pair(work: Work, text: string): Promise<void> {
	const { platform } = work.context;
	const { offer, mailbox } = await reach(work, text);
	await gather(work, offer);
	const device = await newDevice(platform.random);
	const course = { begun: platform.now(), check: work.check };
	const side = new NewDevice(offer, device.member, course.begun, platform.random);
	let acceptance: Acceptance;
	try {
		acceptance = await meet(work, side, mailbox, course);
	} catch (error) {
		side.end();
		await mailbox.close();
		throw error;
	}
	await mailbox.close();
	const passphrase = await askUntilRight(work, offer, acceptance);
	await enter(work, { offer, acceptance, device }, passphrase);
}

/** A code alone leads to the offer in the mailbox. */
async function reach({ context: { platform } }: Work, text: string) {
	const send = sender(platform.fetch);
	if (isOfferQr(text)) {
		const offer = parseOfferQr(text);
		return { offer, mailbox: mailboxAt(send, await mailboxId(offer.secret)) };
	}
	const secret: Bytes = await parsePairingCode(text);
	const mailbox = mailboxAt(send, await mailboxId(secret));
	const { message } = left(await mailbox.take(0));
	if (message === undefined) throw new PairingOver("stopped");
	const offer: Offer = await openOffer(secret, message);
	return { offer, mailbox };
}

/** Before this phone is let in anywhere: what it cannot bring along is said (R89). */
async function gather({ context, here, told, tell }: Work, { account }: Offer): Promise<void> {
	const count = here === undefined ? 0 : await fetchBeforeLeaving(context, account);
	if (count === 0) return;
	tell({ name: "lacks", count });
	await told;
	tell({ name: "reaching" });
}

/** Up to the acceptance, which is opened only after the person's yes. */
async function meet(
	{ context: { platform }, consent, tell }: Work,
	side: NewDevice,
	mailbox: Mailbox,
	course: Course,
): Promise<Acceptance> {
	left(await mailbox.put(1, await side.commit(platform.now())));
	const nonce = await messageOf(mailbox, 2, platform, course, quick);
	const { sealed, digits } = await side.reveal(nonce, platform.now());
	left(await mailbox.put(3, sealed));
	tell({ name: "compare", digits });
	const [acceptance] = await Promise.all([
		messageOf(mailbox, 4, platform, course, slow),
		consent.then((yes) => side.confirm(yes, platform.now())),
	]);
	return side.accepted(acceptance, platform.now());
}

/** The account has one passphrase: this device takes it, and only it. */
async function askUntilRight(
	work: Work,
	{ account }: Offer,
	{ salt, check }: Acceptance,
): Promise<string> {
	const { argon2id } = work.context.platform;
	for (let wrong = false; ; wrong = true) {
		const passphrase = await work.passphrase(wrong);
		if (passphrase.trim() === "") continue;
		work.tell({ name: "joining", part: undefined });
		const made = await passphraseCheck(argon2id, account, passphrase, salt);
		if (equalBytes(made, check)) return passphrase;
	}
}

/** What is here joins the account, as by the kit; nothing here has changed before the joined journal lies whole. */
async function enter(work: Work, paired: Paired, passphrase: string): Promise<void> {
	const { context, here, locks, show } = work;
	const { platform, board } = context;
	if (here === undefined && !(await platform.tabs.claim(false, () => undefined))) {
		throw new PairingOver("busy");
	}
	work.check();
	const database = await databaseOf(context);
	const transport = makeTransport(sender(platform.fetch));
	const joined = await enterPaired(paired, transport, platform, (part) =>
		show({ name: "joining", part }),
	);
	const entries = countEntries(here);
	const journal = await settleIn(platform, database, board, here, joined, passphrase);
	// Locked meanwhile: the joined journal waits behind the lock.
	if (context.locks === locks) await open(context, journal);
	show({ name: "joined", entries });
}
