// What a device shows to be paired with (R54, R55): in bytes, as QR, as a code to type.

import { open, seal } from "./aead.ts";
import { decodeBase32, encodeBase32, withoutIgnored } from "./base32.ts";
import {
	type AccountId,
	type Bytes,
	type Head,
	type Random,
	type RosterHash,
	type Sealed,
	type Seq,
	toAccountId,
	toHead,
	toRosterHash,
	toSeq,
} from "./brands.ts";
import { refuse } from "./errors.ts";
import { aesKey, hkdf } from "./kdf.ts";
import { concat, hash } from "./labels.ts";
import { checkSize, equalBytes, idBytes, openFixed, u8, u32, version } from "./layout.ts";
import { type Ephemeral, ephemeralOf } from "./x25519.ts";

/** A position of the account's log with the roster in force. */
export interface OfferPlace {
	readonly account: AccountId;
	/** From 1. */
	readonly seq: Seq;
	readonly head: Head;
	readonly roster: RosterHash;
}

export interface Offer extends OfferPlace {
	/** X25519, 32 bytes, used once. */
	readonly key: Bytes;
	/** 16 random bytes, used once. */
	readonly secret: Bytes;
}

export const offerSize = 133;
const offerSymbols = 213;
const codeSize = 20;
const codeSymbols = 32;
const prefix = /^MP1:/i;
const nothing = new Uint8Array(0);

/** An offer and its key; `random` is asked for the key's seed (32), then for the secret (16). */
export async function makeOffer(
	place: OfferPlace,
	random: Random,
): Promise<{ readonly offer: Offer; readonly own: Ephemeral }> {
	const own = await ephemeralOf(random(32));
	return { offer: { ...place, key: own.public, secret: random(16) }, own };
}

/** 133 bytes. */
export function encodeOffer(offer: Offer): Bytes {
	checkSize(offer.key, 32);
	checkSize(offer.secret, 16);
	const place = concat(idBytes(offer.account), u32(offer.seq), idBytes(offer.head));
	return concat(u8(version), place, idBytes(offer.roster), offer.key, offer.secret);
}

/** Throws `Refused` with `version`, `length`, or `encoding` for a seq of 0. */
export function parseOffer(bytes: Bytes): Offer {
	const reader = openFixed(bytes, offerSize);
	const account = toAccountId(reader.take(16));
	const seq = toSeq(reader.u32());
	if (seq === 0) refuse("encoding", "a position from 1 on expected");
	const [head, roster] = [toHead(reader.take(32)), toRosterHash(reader.take(32))];
	return { account, seq, head, roster, key: reader.take(32), secret: reader.take(16) };
}

/** The content of the QR. */
export function offerQr(offer: Offer): string {
	return `MP1:${encodeBase32(encodeOffer(offer))}`;
}

/** True for a text that says of itself that it is an offer's QR. */
export function isOfferQr(text: string): boolean {
	return prefix.test(withoutIgnored(text));
}

/** Reads what a QR holds. Throws `Refused` in R9's order, with `encoding` where the prefix is missing. */
export function parseOfferQr(text: string): Offer {
	const found = withoutIgnored(text);
	if (!prefix.test(found)) refuse("encoding", "the prefix of an offer expected");
	return parseOffer(decodeBase32(found.replace(prefix, ""), offerSymbols));
}

/** The secret alone, to be typed: eight groups of four symbols. */
export async function pairingCode({ secret }: Pick<Offer, "secret">): Promise<string> {
	checkSize(secret, 16);
	const body = concat(u8(version), secret);
	const symbols = encodeBase32(concat(body, await checksum(body)));
	return symbols.replace(/.{4}(?=.)/g, "$& ");
}

/** The secret, 16 bytes, out of what a person typed. Throws `Refused` in R9's order. */
export async function parsePairingCode(text: string): Promise<Bytes> {
	const bytes = decodeBase32(withoutIgnored(text), codeSymbols);
	const reader = openFixed(bytes, codeSize);
	const secret = reader.take(16).slice();
	if (!equalBytes(reader.take(3), await checksum(bytes.subarray(0, 17)))) {
		refuse("checksum", "not the checksum of a pairing code");
	}
	return secret;
}

/** Where both devices leave their messages, 16 bytes. It tells nothing about the secret. */
export async function mailboxId(secret: Bytes): Promise<Bytes> {
	checkSize(secret, 16);
	return (await hkdf(secret, "pairing-mailbox", nothing)).slice(0, 16);
}

/** Message 0, for whoever types the code. */
export async function sealOffer(offer: Offer, random: Random): Promise<Sealed> {
	const key = await aesKey(offer.secret, "pairing-offer", nothing);
	return seal(key, encodeOffer(offer), nothing, random);
}

/** Throws `Refused` with `open`, then as `parseOffer`, then with `encoding` for another secret inside. */
export async function openOffer(secret: Bytes, sealed: Bytes): Promise<Offer> {
	checkSize(secret, 16);
	const key = await aesKey(secret, "pairing-offer", nothing);
	const offer = parseOffer(await open(key, sealed, nothing));
	if (!equalBytes(offer.secret, secret)) refuse("encoding", "the offer of another secret");
	return offer;
}

async function checksum(body: Bytes): Promise<Bytes> {
	return (await hash("pairing-code", body)).subarray(0, 3);
}
