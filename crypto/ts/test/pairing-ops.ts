// The ops of pairing.

import { type Bytes, toAccountId, toHead, toRosterHash, toSeq } from "../brands.ts";
import { hkdf } from "../kdf.ts";
import { concat } from "../labels.ts";
import { checkSize } from "../layout.ts";
import { makeMember } from "../member.ts";
import * as offers from "../offer.ts";
import {
	type Acceptance,
	digitsOf,
	NewDevice,
	OldDevice,
	pairingCommitment,
	transcriptOf,
} from "../pairing.ts";
import { ephemeralOf, exchange } from "../x25519.ts";
import { type Given, pairOf } from "./given.ts";
import type { Op } from "./key-ops.ts";

export const pairingOps: Readonly<Record<string, Op>> = {
	encode_offer: async (given) => {
		const offer = {
			...placeOf(given),
			account: toAccountId(given.bytes("account")),
			key: given.bytes("key"),
			secret: given.bytes("secret"),
		};
		const bytes = offers.encodeOffer(offer);
		offers.parseOffer(bytes);
		return {
			bytes,
			qr: offers.offerQr(offer),
			code: await offers.pairingCode(offer),
			mailbox: await offers.mailboxId(offer.secret),
		};
	},
	parse_offer: (given) => read(offers.parseOffer(given.bytes("bytes"))),
	parse_offer_qr: (given) => read(offers.parseOfferQr(given.text("text"))),
	parse_pairing_code: async (given) => ({
		secret: await offers.parsePairingCode(given.text("text")),
	}),
	seal_offer: async (given) => {
		const offer = offers.parseOffer(given.bytes("offer"));
		return { sealed: await offers.sealOffer(offer, given.random("nonce")) };
	},
	open_offer: async (given) => {
		const offer = await offers.openOffer(given.bytes("secret"), given.bytes("sealed"));
		return { offer: offers.encodeOffer(offer) };
	},
	x25519_exchange: async (given) => {
		const own = await ephemeralOf(given.bytes("seed"));
		return { public: own.public, shared: await exchange(own, given.bytes("key")) };
	},
	pairing_key: async (given) => {
		const transcript = await transcriptOf(given.bytes("said"));
		const ikm = concat(given.bytes("shared"), given.bytes("secret"));
		return { transcript, key: await hkdf(ikm, given.label("label"), transcript) };
	},
	pairing_commitment: async (given) => ({
		commitment: await pairingCommitment(
			given.bytes("key"),
			given.bytes("nonce"),
			await memberOf(given),
		),
	}),
	pairing_digits: async (given) => ({ digits: await digitsOf(given.bytes("said")) }),
	pair_old: pairOld,
	pair_new: pairNew,
};

/** The turns, in the order given, of the device that shows the offer. */
async function pairOld(given: Given) {
	const random = given.random("nonce", "seal_nonce", "seal_accept");
	const shown = offers.parseOffer(given.bytes("offer"));
	const own = await ephemeralOf(given.bytes("seed"));
	const old = new OldDevice(shown, own, given.number("begun"), random);
	const turns: Readonly<Record<string, (at: number) => Promise<object> | object>> = {
		answer: async (at) => ({ answer: await old.answer(given.bytes("commit"), at) }),
		reveal: async (at) => ({ digits: await old.reveal(given.bytes("reveal"), at) }),
		confirm: async (at) => ({ member: (await old.confirm(given.flag("same"), at)).id }),
		accept: async (at) => ({ accept: await old.accept(acceptanceOf(given), at) }),
		end: () => {
			old.end();
			return {};
		},
	};
	return taken(given, turns);
}

/** The same of the device that has read it. */
async function pairNew(given: Given) {
	const random = given.random("seed", "nonce", "seal_commit", "seal_reveal");
	const offer = offers.parseOffer(given.bytes("offer"));
	const paired = new NewDevice(offer, await memberOf(given), given.number("begun"), random);
	const turns: Readonly<Record<string, (at: number) => Promise<object> | object>> = {
		commit: async (at) => ({ commit: await paired.commit(at) }),
		reveal: async (at) => {
			const { sealed, digits } = await paired.reveal(given.bytes("answer"), at);
			return { reveal: sealed, digits };
		},
		confirm: async (at) => {
			await paired.confirm(given.flag("same"), at);
			return {};
		},
		accepted: (at) => paired.accepted(given.bytes("accept"), at),
		end: () => {
			paired.end();
			return {};
		},
	};
	return taken(given, turns);
}

async function taken(
	given: Given,
	turns: Readonly<Record<string, (at: number) => Promise<object> | object>>,
): Promise<object> {
	let values = {};
	for (const turn of given.list("turns")) {
		const [name, at] = pairOf(turn);
		const take = turns[name];
		if (take === undefined) throw new TypeError(`there is no turn ${name}`);
		values = { ...values, ...(await take(at)) };
	}
	return values;
}

function read(offer: offers.Offer): object {
	return { ...offer, bytes: offers.encodeOffer(offer) };
}

function placeOf(given: Given) {
	return {
		seq: toSeq(given.number("seq")),
		head: toHead(given.bytes("head")),
		roster: toRosterHash(given.bytes("roster")),
	};
}

function memberOf(given: Given) {
	const [sign, kem]: readonly [Bytes, Bytes] = [
		given.bytes("sign_public"),
		given.bytes("kem_public"),
	];
	return makeMember(1, sign, kem);
}

function acceptanceOf(given: Given): Acceptance {
	const [salt, check] = [given.bytes("salt"), given.bytes("check")];
	checkSize(salt, 16);
	checkSize(check, 32);
	return { ...placeOf(given), salt, check };
}
