// Who logs in for this device: its member, which may become another one (R49), and what it registers the account with.

import { type Bytes, fromHex } from "../../../crypto/ts/brands.ts";
import { type LoginAction, loginActions, signLogin } from "../../../crypto/ts/login.ts";
import { readLog } from "../store/log.ts";
import { login } from "../sync/exchange.ts";
import type { Log, Member } from "../sync/ports.ts";
import type { Transport } from "../sync/transport.ts";
import type { Push, Registration, SignedLogin } from "../sync/wire.ts";
import { openKeyring } from "../vault/keyring.ts";
import { toPush } from "./carried.ts";
import { storedPush } from "./held-log.ts";
import type { OpenJournal } from "./open-journal.ts";
import type { Platform } from "./platform.ts";
import { genesisPending } from "./sending.ts";

export function memberOf(journal: OpenJournal, platform: Platform): Member {
	return {
		account: () => fromHex(journal.vault.account),
		id: () => fromHex(journal.vault.member),
		signLogin: (nonce) => signedAs(journal, platform, loginActions.logIn, nonce),
		registration: () => registrationOf(journal),
	};
}

/** Signs in this device's own name, over its own origin, account and member (R51). */
export async function signedAs(
	{ vault }: OpenJournal,
	{ origin }: Platform,
	action: LoginAction,
	nonce: Bytes,
): Promise<SignedLogin> {
	const { account, member, signKey } = vault;
	const signature = await signLogin({ action, account, member, nonce, origin }, signKey);
	return { account: fromHex(account), member: fromHex(member), nonce, signature };
}

/** The server gives those of the member who is logged in, and this device may have become another one since (R49). */
export async function wrapsOf(transport: Transport, log: Log, member: Member) {
	const { name } = await login({ transport, log, member });
	if (name !== "logged-in") throw new Error("wraps: not logged in");
	const answer = await transport.wraps();
	if (!answer.ok) throw new Error(`wraps: ${answer.failure}`);
	return answer.value;
}

async function registrationOf(journal: OpenJournal): Promise<Registration | undefined> {
	const { invitation } = await openKeyring(journal.vault.seal, journal.vault.keyring);
	const push = await firstPush(journal);
	if (push?.roster === undefined) return undefined;
	const { roster, link, wraps } = push;
	return { invitation: invitation ?? undefined, roster, link, wraps };
}

/** The link at seq 1: the accepted one verbatim, else the one that is to be. */
async function firstPush(journal: OpenJournal): Promise<Push | undefined> {
	if (journal.chain.seq > 0) {
		const [first] = await readLog(journal.place, 0);
		return storedPush(journal, first);
	}
	const pending = await journal.queue(() => genesisPending(journal));
	return pending === undefined ? undefined : toPush(pending);
}
