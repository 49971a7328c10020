// The ops of labels, kit, key derivation, members, epochs, Ed25519, log-in and local layouts.

import { type Bytes, toAccountId, toEpoch, toMemberId } from "../brands.ts";
import { fixedRecord } from "../content.ts";
import { checkKey, importSignKey, publicKeyOf, sign, verify } from "../ed25519.ts";
import { checkCommitment, epochCommitment, openPrevious, sealPrevious } from "../epoch.ts";
import { hkdf, normalizePassphrase, passphraseCheck, stretch } from "../kdf.ts";
import { memberOf } from "../kem.ts";
import * as kits from "../kit.ts";
import { concat, hash, message } from "../labels.ts";
import { idBytes, u32 } from "../layout.ts";
import * as local from "../local.ts";
import * as logins from "../login.ts";
import { accountId, makeMember } from "../member.ts";
import type { Given } from "./given.ts";
import { argon2id } from "./stretched.ts";

export type Op = (given: Given) => unknown;

export const keyOps: Readonly<Record<string, Op>> = {
	hash: async (given) => {
		const [label, x] = [given.label("label"), given.bytes("x")];
		return { message: message(label, x), hash: await hash(label, x) };
	},
	hkdf: async (given) => ({
		key: await hkdf(given.bytes("ikm"), given.label("label"), given.bytes("context")),
	}),
	fixed_record: async (given) => ({ record: await fixedRecord(given.text("name")) }),
	normalize_passphrase: (given) => ({ bytes: normalizePassphrase(given.text("text")) }),
	argon2id: async (given) => ({
		key: await stretch(argon2id, given.text("passphrase"), given.bytes("salt")),
	}),
	passphrase_check: async (given) => ({
		check: await passphraseCheck(
			argon2id,
			account(given),
			given.text("passphrase"),
			given.bytes("salt"),
		),
	}),

	encode_kit: async (given) => {
		const kit = kitOf(given);
		return {
			bytes: await kits.encodeKit(kit),
			text: await kits.kitText(kit),
			qr: await kits.kitQr(kit),
		};
	},
	encode_sheet: async (given) => {
		const sheet = kitOf(given);
		return {
			bytes: await kits.encodeSheet(sheet),
			text: await kits.sheetText(sheet),
			qr: await kits.sheetQr(sheet),
		};
	},
	parse_kit: (given) => kits.parseKit(given.bytes("bytes")),
	parse_sheet: (given) => kits.parseSheet(given.bytes("bytes")),
	parse_kit_text: async (given) => {
		const kit = await kits.parseKitText(given.text("text"));
		return { ...kit, bytes: await kits.encodeKit(kit) };
	},
	parse_sheet_text: async (given) => {
		const sheet = await kits.parseSheetText(given.text("text"));
		return { ...sheet, bytes: await kits.encodeSheet(sheet) };
	},

	kit_member: async (given) => {
		const kit = kitOf(given);
		const salt = await kits.kitSalt(kit);
		const stretched = await stretch(argon2id, given.text("passphrase"), salt);
		const seeds = await kits.kitSeeds(argon2id, kit, given.text("passphrase"));
		return { salt, stretched, ...(await memberJson(2, seeds)) };
	},
	sheet_member: async (given) => memberJson(3, await kits.sheetSeeds(kitOf(given))),
	device_member: (given) =>
		memberJson(1, { signSeed: given.bytes("sign_seed"), kemSeed: given.bytes("kem_seed") }),
	member_id: async (given) => {
		const keys = [given.bytes("sign_public"), given.bytes("kem_public")] as const;
		return { member: (await makeMember(given.number("kind"), ...keys)).id };
	},
	account_id: async (given) => {
		const { signPublic, kemPublic } = await makeMember(
			1,
			given.bytes("sign_public"),
			given.bytes("kem_public"),
		);
		return { account: await accountId(signPublic, kemPublic, given.bytes("random")) };
	},

	epoch_commitment: async (given) => ({
		commitment: await epochCommitment(account(given), epoch(given), given.bytes("key")),
	}),
	data_key: async (given) => {
		const context = concat(idBytes(account(given)), u32(epoch(given)));
		return { data_key: await hkdf(given.bytes("key"), "data-key", context) };
	},
	seal_previous: async (given) => {
		const { bytes } = given;
		const random = given.random("nonce");
		const keys = [bytes("key"), bytes("previous")] as const;
		return { sealed: await sealPrevious(account(given), epoch(given), ...keys, random) };
	},
	open_previous: async (given) => {
		const keys = [given.bytes("key"), given.bytes("sealed")] as const;
		const previous = await openPrevious(account(given), epoch(given), ...keys);
		const before = toEpoch(epoch(given) - 1);
		await checkCommitment(account(given), before, previous, given.bytes("commitment"));
		return { previous };
	},

	ed25519_public: async (given) => ({ key: await publicKeyOf(given.bytes("seed")) }),
	ed25519_sign: async (given) => ({
		signature: await sign(await importSignKey(given.bytes("seed")), given.bytes("message")),
	}),
	check_key: (given) => {
		checkKey(given.bytes("key"));
		return {};
	},
	ed25519_verify: async (given) => {
		await verify(given.bytes("key"), given.bytes("message"), given.bytes("signature"));
		return {};
	},

	login_bytes: (given) => ({ bytes: logins.loginBytes(loginOf(given)) }),
	parse_login: (given) => logins.parseLogin(given.bytes("bytes")),
	sign_login: async (given) => {
		const signKey = await importSignKey(given.bytes("sign_seed"));
		return { signature: await logins.signLogin(loginOf(given), signKey) };
	},
	verify_login: async (given) => {
		const login = logins.parseLogin(given.bytes("bytes"));
		await logins.verifyLogin(login, given.bytes("sign_public"), given.bytes("signature"));
		return {};
	},

	wrap_local_key: async (given) => {
		const random = given.random("salt", "nonce");
		const key = given.bytes("local_key");
		return { wrapped: await local.wrapLocalKey(argon2id, given.text("passphrase"), key, random) };
	},
	open_local_key: async (given) => {
		const wrapped = given.bytes("wrapped");
		return { local_key: await local.openLocalKey(argon2id, given.text("passphrase"), wrapped) };
	},
	seal_local: async (given) => {
		const key = await local.importLocalSealKey(given.bytes("local_key"));
		const random = given.random("nonce");
		return { sealed: await local.sealLocal(key, given.text("name"), given.bytes("value"), random) };
	},
	open_local: async (given) => {
		const key = await local.importLocalSealKey(given.bytes("local_key"));
		return { value: await local.openLocal(key, given.text("name"), given.bytes("sealed")) };
	},
};

const account = (given: Given) => toAccountId(given.bytes("account"));
const epoch = (given: Given) => toEpoch(given.number("epoch"));

function kitOf(given: Given): kits.Kit {
	return { account: account(given), secret: given.bytes("secret") };
}

async function memberJson(kind: number, seeds: { signSeed: Bytes; kemSeed: Bytes }) {
	const member = await memberOf(kind, seeds);
	return {
		sign_seed: seeds.signSeed,
		kem_seed: seeds.kemSeed,
		sign_public: member.signPublic,
		kem_public: member.kemPublic,
		member: member.id,
	};
}

function loginOf(given: Given): logins.Login {
	return {
		action: logins.toAction(given.number("action")),
		account: account(given),
		member: toMemberId(given.bytes("member")),
		nonce: given.bytes("nonce"),
		origin: given.text("origin"),
	};
}
