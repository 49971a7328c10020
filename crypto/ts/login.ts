// What a member signs to log in, to end sessions, to delete the account (R50, R51).

import { type AccountId, type Bytes, type MemberId, toAccountId, toMemberId } from "./brands.ts";
import { sign, verify } from "./ed25519.ts";
import { refuse } from "./errors.ts";
import { concat, message } from "./labels.ts";
import { checkSize, idBytes, openLayout, u8, u16, version } from "./layout.ts";

export const loginActions = { logIn: 1, deleteAccount: 2, endSessions: 3 } as const;
export type LoginAction = (typeof loginActions)[keyof typeof loginActions];

/** Origin, account and member are the client's own, never ones that it was sent. */
export interface Login {
	readonly action: LoginAction;
	readonly account: AccountId;
	readonly member: MemberId;
	/** 32 bytes, from the server. */
	readonly nonce: Bytes;
	/** `scheme://host[:port]` in lower case. */
	readonly origin: string;
}

const originForm = /^https?:\/\/([a-z0-9._-]+|\[[0-9a-f:.]+\])(:[1-9][0-9]{0,4})?$/;

/** The layout that is signed. Throws `Refused` with `length` or `encoding`. */
export function loginBytes(login: Login): Bytes {
	checkSize(login.nonce, 32);
	checkOrigin(login.origin);
	const origin = new TextEncoder().encode(login.origin);
	return concat(
		u8(version),
		u8(toAction(login.action)),
		idBytes(login.account),
		idBytes(login.member),
		login.nonce,
		u16(origin.length),
		origin,
	);
}

/** Throws `Refused` with `version`, `length` or `encoding`. */
export function parseLogin(bytes: Bytes): Login {
	const reader = openLayout(bytes);
	const action = reader.u8();
	const account = toAccountId(reader.take(16));
	const member = toMemberId(reader.take(16));
	const nonce = reader.take(32);
	const size = reader.u16();
	checkSize(bytes, bytes.length - reader.left() + size);
	const origin = String.fromCharCode(...reader.take(Math.min(size, 256)));
	checkOrigin(origin);
	return { action: toAction(action), account, member, nonce, origin };
}

/** 64 bytes. */
export function signLogin(login: Login, signKey: CryptoKey): Promise<Bytes> {
	return sign(signKey, message("login-signature", loginBytes(login)));
}

/** Refuses `key` or `signature`. */
export function verifyLogin(login: Login, signPublic: Bytes, signature: Bytes): Promise<void> {
	return verify(signPublic, message("login-signature", loginBytes(login)), signature);
}

/** Refuses `encoding` unless it is 1, 2 or 3. */
export function toAction(action: number): LoginAction {
	if (action === 1 || action === 2 || action === 3) return action;
	return refuse("encoding", "an action from 1 to 3 expected");
}

function checkOrigin(origin: string): void {
	if (origin.length > 255 || !originForm.test(origin)) {
		refuse("encoding", "an origin in lower case without a path expected");
	}
}
