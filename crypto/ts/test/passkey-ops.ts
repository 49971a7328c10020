// The ops of a passkey that opens a device.

import * as passkeys from "../passkey.ts";
import type { Given } from "./given.ts";
import type { Op } from "./key-ops.ts";

export const passkeyOps: Readonly<Record<string, Op>> = {
	passkey_input: async (given) => ({ input: await passkeys.passkeyInput(given.bytes("salt")) }),
	wrap_by_passkey: async (given) => {
		const [salt, key] = [given.bytes("salt"), given.bytes("local_key")];
		const random = given.random("nonce");
		return { wrapped: await passkeys.wrapByPasskey(answerOf(given), salt, key, random) };
	},
	parse_passkey_wrap: (given) => {
		const { salt, credential } = passkeys.parsePasskeyWrap(given.bytes("wrapped"));
		return { salt, credential };
	},
	open_by_passkey: async (given) => ({
		local_key: await passkeys.openByPasskey(answerOf(given), given.bytes("wrapped")),
	}),
};

function answerOf(given: Given): passkeys.PasskeyAnswer {
	return { credential: given.bytes("credential"), output: given.bytes("output") };
}
