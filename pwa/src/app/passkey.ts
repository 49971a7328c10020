// This phone's lock beside the passphrase (R67 to R70, C19): turning it on and off, and asking for it right now.

import type { Bytes, Sealed } from "../../../crypto/ts/brands.ts";
import { Refused } from "../../../crypto/ts/errors.ts";
import {
	openByPasskey,
	type PasskeyWrap,
	parsePasskeyWrap,
	passkeyInput,
	wrapByPasskey,
} from "../../../crypto/ts/passkey.ts";
import type { Place } from "../store/database.ts";
import { StoreFailure } from "../store/failure.ts";
import { readIdentity } from "../store/identity.ts";
import { writePasskey } from "../store/passkey.ts";
import { openKey } from "../vault/vault.ts";
import { type Context, type OpenSession, openSession } from "./context.ts";
import type { PasskeyResult, Present, Progress } from "./contract.ts";
import type { Platform } from "./platform.ts";

/** The passphrase first, then the phone: whoever turns it on knows both. */
export async function turnOnPasskey(
	context: Context,
	passphrase: string,
	name: string,
	progress: Progress,
): Promise<PasskeyResult> {
	progress(undefined);
	const session = openSession(context);
	const localKey = await localKeyBy(context, passphrase);
	if (localKey === undefined) return "passphrase";
	try {
		return await makePasskey(context, session, localKey, name);
	} finally {
		localKey.fill(0);
	}
}

/** Takes the wrap away, if there is one, and tells the phone that its passkey is of no use any more. */
export async function turnOffPasskey(
	{ board, platform }: Context,
	place: Place,
): Promise<"off" | "storage"> {
	const { passkey } = await readIdentity(place);
	if (passkey === undefined) return "off";
	if (!(await isKept(place, undefined))) return "storage";
	board.passkey.value = false;
	await forgetPasskey(platform, passkey);
	return "off";
}

/** One that was harmed names no passkey. */
export async function forgetPasskey({ passkeys }: Platform, wrapped: Sealed): Promise<void> {
	const wrap = readWrap(wrapped);
	if (wrap !== undefined) await (await passkeys()).forget(wrap.credential);
}

/**
 * The local key, for who may change what opens it; to be wiped. By the present passphrase, or, without one, by a passkey that is
 * asked for right now. Undefined where that is refused, or the journal was locked meanwhile.
 */
export async function localKeyBy(context: Context, present: Present): Promise<Bytes | undefined> {
	const { platform, open: session } = context;
	if (session === undefined) return undefined;
	const { wrapped, passkey } = await readIdentity(session.journal.place);
	const localKey =
		present === undefined
			? await askPasskey(platform, passkey)
			: await openKey(platform.argon2id, present, wrapped);
	if (context.open === session) return localKey;
	localKey?.fill(0);
	return undefined;
}

/** The local key, to be wiped; undefined for any answer but the right one, and for a wrap that was harmed. */
export async function askPasskey(
	platform: Platform,
	wrapped: Sealed | undefined,
	stop?: AbortSignal,
): Promise<Bytes | undefined> {
	const wrap = wrapped && readWrap(wrapped);
	if (wrapped === undefined || wrap === undefined) return undefined;
	const passkeys = await platform.passkeys();
	const answer = await passkeys.ask(wrap.credential, await passkeyInput(wrap.salt), stop);
	if (typeof answer === "string") return undefined;
	try {
		return await openByPasskey(answer, wrapped);
	} catch (error) {
		if (error instanceof Refused) return undefined;
		throw error;
	}
}

function readWrap(wrapped: Sealed): PasskeyWrap | undefined {
	try {
		return parsePasskeyWrap(wrapped);
	} catch (error) {
		if (error instanceof Refused) return undefined;
		throw error;
	}
}

async function makePasskey(
	context: Context,
	session: OpenSession,
	localKey: Bytes,
	name: string,
): Promise<PasskeyResult> {
	const { platform, board } = context;
	const { random } = platform;
	const passkeys = await platform.passkeys();
	const salt = random(16);
	const answer = await passkeys.make(name, await passkeyInput(salt));
	if (typeof answer === "string") return answer;
	const wrap = await wrapByPasskey(answer, salt, localKey, random);
	// Locked while the phone was asking: nobody is there who wants it.
	const isWanted = context.open === session;
	const isOn = isWanted && (await isKept(session.journal.place, wrap));
	if (isOn) board.passkey.value = true;
	else await passkeys.forget(answer.credential);
	if (!isWanted) return "refused";
	return isOn ? "on" : "storage";
}

/** False where the disk refuses. */
async function isKept(place: Place, wrap: Sealed | undefined): Promise<boolean> {
	try {
		await writePasskey(place, wrap);
		return true;
	} catch (error) {
		if (error instanceof StoreFailure) return false;
		throw error;
	}
}
