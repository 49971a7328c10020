// The ladder of doors (C21): ending sessions, forgetting what this device holds, erasing the account.

import { type Bytes, fromHex } from "../../../crypto/ts/brands.ts";
import { type LoginAction, loginActions } from "../../../crypto/ts/login.ts";
import { clearDatabase } from "../store/database.ts";
import { StoreFailure } from "../store/failure.ts";
import { readIdentity } from "../store/identity.ts";
import type { Answer } from "../sync/answer.ts";
import { sender } from "../sync/request.ts";
import { makeTransport, type Transport } from "../sync/transport.ts";
import type { SignedLogin } from "../sync/wire.ts";
import { checkPassphrase } from "../vault/vault.ts";
import { type Context, openSession, show } from "./context.ts";
import type { DoorResult, Progress } from "./contract.ts";
import { changeMemo, unlessRefused } from "./exchange.ts";
import { lock } from "./lifecycle.ts";
import { signedAs } from "./member.ts";
import { forgetPasskey, turnOffPasskey } from "./passkey.ts";

/** Ends this device's session. One that the server does not know has ended already. */
export function signOut(context: Context): Promise<DoorResult> {
	return thenPassphraseAlone(context, async (transport) => {
		const answer = await transport.logout();
		return !answer.ok && answer.failure === "signed-out" ? { ok: true, value: true } : answer;
	});
}

/** Ends every session of the account, this device's too. */
export function signOutEverywhere(context: Context): Promise<DoorResult> {
	return thenPassphraseAlone(context, (transport) =>
		signed(context, transport, loginActions.endSessions, transport.endSessions),
	);
}

/** Whoever signs out leaves no easier way in than the passphrase (R70). */
async function thenPassphraseAlone(
	context: Context,
	leave: (transport: Transport) => Promise<Answer<true>>,
): Promise<DoorResult> {
	const { place } = openSession(context).journal;
	const result = await leaveServer(context, leave);
	if (result !== "done") return result;
	return (await turnOffPasskey(context, place)) === "off" ? "done" : "storage";
}

export async function signIn(context: Context): Promise<void> {
	const { journal, exchange } = openSession(context);
	await unlessRefused(changeMemo(journal, { signedOut: false }));
	show(context);
	exchange.come();
}

/** The account and all that the server keeps of it go; what is on this device stays, without backup. */
export async function eraseAccount(
	context: Context,
	passphrase: string,
	progress: Progress,
): Promise<DoorResult> {
	progress(undefined);
	const { journal } = openSession(context);
	const { wrapped } = await readIdentity(journal.place);
	const { argon2id } = context.platform;
	if (!(await checkPassphrase(argon2id, passphrase, wrapped))) return "passphrase";
	const result = await leaveServer(context, (transport) =>
		signed(context, transport, loginActions.deleteAccount, transport.deleteAccount),
	);
	if (result !== "done") return result;
	const gone = { backup: false, signedOut: false, kit: null, backedUpAt: 0 };
	await unlessRefused(changeMemo(journal, gone));
	show(context);
	return result;
}

/**
 * Everything that this device holds goes in one transaction, then the keys in memory. The session is ended too if the server is
 * there; else it ends by itself once it has rested long enough.
 */
export async function forgetHere(context: Context): Promise<DoorResult> {
	const { journal } = openSession(context);
	const { board, platform } = context;
	const { backup } = journal.memo;
	const { passkey } = await readIdentity(journal.place);
	try {
		await journal.queue(() => clearDatabase(journal.place.database));
	} catch (error) {
		if (error instanceof StoreFailure) return "storage";
		throw error;
	}
	// What an exchange is about to store finds no database any more.
	journal.place.database.close();
	context.database = undefined;
	lock(context);
	board.phase.value = { name: "new" };
	board.passkey.value = false;
	if (passkey !== undefined) await forgetPasskey(platform, passkey);
	if (backup) await makeTransport(sender(platform.fetch)).logout();
	return "done";
}

/** Nothing is asked of the server while it is left, nor after; where it does not let go, all is as before. */
async function leaveServer(
	context: Context,
	leave: (transport: Transport) => Promise<Answer<true>>,
): Promise<DoorResult> {
	const { journal, exchange } = openSession(context);
	const before = journal.memo.signedOut;
	try {
		await changeMemo(journal, { signedOut: true });
	} catch (error) {
		if (!(error instanceof StoreFailure)) throw error;
		journal.memo = { ...journal.memo, signedOut: before };
		return "storage";
	}
	await exchange.rest();
	const answer = await leave(makeTransport(sender(context.platform.fetch)));
	if (!answer.ok) {
		await unlessRefused(changeMemo(journal, { signedOut: before }));
		exchange.come();
	}
	show(context);
	return answer.ok ? "done" : resultOf(answer.failure);
}

/** A fresh signature of this device's member (R50): a session alone is not enough. */
async function signed(
	{ platform, open }: Context,
	transport: Transport,
	action: LoginAction,
	send: (login: SignedLogin) => Promise<Answer<true>>,
): Promise<Answer<true>> {
	// Locked meanwhile: there is no key to sign with.
	if (open === undefined) return { ok: false, failure: "signed-out" };
	const { account, member } = open.journal.vault;
	const challenge: Answer<Bytes> = await transport.challenge(fromHex(account), fromHex(member));
	if (!challenge.ok) return challenge;
	return send(await signedAs(open.journal, platform, action, challenge.value));
}

function resultOf(failure: Extract<Answer<true>, { readonly ok: false }>["failure"]): DoorResult {
	switch (failure) {
		case "unreachable":
		case "busy":
			return failure;
		case "signed-out":
			return "unknown";
		default:
			return "server";
	}
}
