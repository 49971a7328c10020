// Kit and sheet (R8 to R12): 37 bytes, their text and QR, and the seeds of the members that they are.

import { decodeBase32, encodeBase32, withoutIgnored } from "./base32.ts";
import { type AccountId, type Bytes, toAccountId } from "./brands.ts";
import { refuse } from "./errors.ts";
import { type Argon2id, hkdf, stretch } from "./kdf.ts";
import { concat, hash, type Label } from "./labels.ts";
import { checkSize, equalBytes, idBytes, openFixed, u8, version } from "./layout.ts";

/** What is printed: the account and 16 random bytes that are kept whole on no device. */
export interface Kit {
	readonly account: AccountId;
	readonly secret: Bytes;
}

/** The same layout under labels of its own; it works without a passphrase. */
export type Sheet = Kit;

/** The two 32-byte seeds of a member's key pairs. */
export interface Seeds {
	readonly signSeed: Bytes;
	readonly kemSeed: Bytes;
}

type Sort = "kit" | "sheet";
const size = 37;
const symbols = 60;
const prefixes = { kit: "MK1:", sheet: "MS1:" } as const;

export const encodeKit = (kit: Kit): Promise<Bytes> => encode("kit", kit);
export const encodeSheet = (sheet: Sheet): Promise<Bytes> => encode("sheet", sheet);

/** Throws `Refused` with `length`, `version` or `checksum`. */
export const parseKit = (bytes: Bytes): Promise<Kit> => parse("kit", bytes);
export const parseSheet = (bytes: Bytes): Promise<Sheet> => parse("sheet", bytes);

/** 12 groups of 5 symbols (R9). */
export const kitText = (kit: Kit): Promise<string> => text("kit", kit);
export const sheetText = (sheet: Sheet): Promise<string> => text("sheet", sheet);

/** The content of the QR (R10). */
export const kitQr = (kit: Kit): Promise<string> => qr("kit", kit);
export const sheetQr = (sheet: Sheet): Promise<string> => qr("sheet", sheet);

/** Reads what a person typed, pasted or scanned. Throws `Refused` with `encoding`, `length`, `version` or `checksum`. */
export const parseKitText = (typed: string): Promise<Kit> => parseText("kit", typed);
export const parseSheetText = (typed: string): Promise<Sheet> => parseText("sheet", typed);

/** R11. The salt and the stretched passphrase are inside; the seeds are what is left of them. */
export async function kitSeeds(argon2id: Argon2id, kit: Kit, passphrase: string): Promise<Seeds> {
	const stretched = await stretch(argon2id, passphrase, await kitSalt(kit));
	const ikm = concat(stretched, kit.secret);
	return seeds(ikm, "kit-sign", "kit-kem", kit.account);
}

/** R11: 16 bytes. */
export async function kitSalt(kit: Kit): Promise<Bytes> {
	return (await hash("kit-salt", idBytes(kit.account), kit.secret)).slice(0, 16);
}

/** R12. */
export function sheetSeeds(sheet: Sheet): Promise<Seeds> {
	return seeds(sheet.secret, "sheet-sign", "sheet-kem", sheet.account);
}

async function seeds(ikm: Bytes, sign: Label, kem: Label, account: AccountId): Promise<Seeds> {
	const context = idBytes(account);
	const [signSeed, kemSeed] = await Promise.all([
		hkdf(ikm, sign, context),
		hkdf(ikm, kem, context),
	]);
	return { signSeed, kemSeed };
}

async function encode(sort: Sort, kit: Kit): Promise<Bytes> {
	checkSize(kit.secret, 16);
	const body = concat(u8(version), idBytes(kit.account), kit.secret);
	return concat(body, await checksum(sort, body));
}

async function parse(sort: Sort, bytes: Bytes): Promise<Kit> {
	const reader = openFixed(bytes, size);
	const account = toAccountId(reader.take(16));
	const secret = reader.take(16).slice();
	if (!equalBytes(reader.take(4), await checksum(sort, bytes.subarray(0, 33)))) {
		refuse("checksum", `not the checksum of a ${sort}`);
	}
	return { account, secret };
}

async function checksum(sort: Sort, body: Bytes): Promise<Bytes> {
	return (await hash(`${sort}-checksum`, body)).subarray(0, 4);
}

async function text(sort: Sort, kit: Kit): Promise<string> {
	return encodeBase32(await encode(sort, kit)).replace(/.{5}(?=.)/g, "$& ");
}

async function qr(sort: Sort, kit: Kit): Promise<string> {
	return prefixes[sort] + encodeBase32(await encode(sort, kit));
}

async function parseText(sort: Sort, typed: string): Promise<Kit> {
	const found = withoutIgnored(typed);
	const prefix = new RegExp(`^${prefixes[sort]}`, "i");
	return parse(sort, decodeBase32(found.replace(prefix, ""), symbols));
}
