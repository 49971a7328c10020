// The ops of rosters, wraps, contents, revisions, links and the chain.

import {
	type Bytes,
	type Epoch,
	toAccountId,
	toEpoch,
	toHead,
	toMemberId,
	toRevisionId,
	toRosterHash,
	toSeq,
} from "../brands.ts";
import { headCode } from "../chain.ts";
import { checkAncestors, encodeContent, parseContent } from "../content.ts";
import { importSignKey } from "../ed25519.ts";
import { type DataKey, importDataKey } from "../epoch.ts";
import { refuse } from "../errors.ts";
import { sha256 } from "../labels.ts";
import { encodeLink, headOf, makeLink, type Payload, parseLink } from "../link.ts";
import { pad, paddedSize, unpad } from "../padding.ts";
import * as revisions from "../revision.ts";
import * as rosters from "../roster.ts";
import * as wraps from "../wrap.ts";
import { contentJson, contentOf, type Given, hexOf, memberOf, pairsOf } from "./given.ts";
import type { Op } from "./key-ops.ts";

export const logOps: Readonly<Record<string, Op>> = {
	make_roster: async (given) => {
		const members = await Promise.all(given.list("members").map(memberOf));
		const made = await rosters.makeRoster(
			{
				account: account(given),
				number: given.number("number"),
				day: given.number("day"),
				previous: toRosterHash(given.bytes("previous")),
				epoch: toEpoch(given.number("epoch")),
				commitment: given.bytes("commitment"),
				sealedPrevious: given.maybe("sealed_previous"),
				random: given.maybe("random"),
				members,
				signer: toMemberId(given.bytes("signer")),
			},
			await importSignKey(given.bytes("sign_seed")),
		);
		return { bytes: made.bytes, hash: made.hash };
	},
	parse_roster: async (given) => {
		const parsed = await rosters.parseRoster(given.bytes("bytes"));
		const members = parsed.members.map((member) => member.id);
		const bytes = rosters.encodeRoster(parsed);
		return { ...parsed, sealed_previous: parsed.sealedPrevious, members, bytes };
	},
	check_genesis: async (given) => {
		const roster = await rosters.parseRoster(given.bytes("roster"));
		await rosters.checkGenesis(account(given), roster);
		return { hash: roster.hash };
	},
	check_next: async (given) => {
		const after = await rosters.parseRoster(given.bytes("roster"));
		await rosters.checkNext(await rosters.parseRoster(given.bytes("previous")), after);
		return { hash: after.hash };
	},

	parse_wrap: (given) => {
		const parsed = wraps.parseWrap(given.bytes("bytes"));
		return { ...parsed, bytes: wraps.encodeWrap(parsed) };
	},
	open_wrap: async (given) => {
		const roster = await rosters.parseRoster(given.bytes("roster"));
		const member = toMemberId(given.bytes("member"));
		const seed = given.bytes("kem_seed");
		return { key: await wraps.openWrap(given.bytes("wrap"), roster, member, seed) };
	},
	make_wrap: async (given) => {
		const roster = await rosters.parseRoster(given.bytes("roster"));
		const member = toMemberId(given.bytes("member"));
		return { wrap: await wraps.makeWrap(roster, member, given.bytes("key")) };
	},

	padded_size: (given) => ({ total: paddedSize(given.number("n")) }),
	pad: (given) => ({ padded: pad(given.bytes("content")) }),
	unpad: (given) => ({ content: unpad(given.bytes("padded")) }),
	encode_content: (given) => ({ bytes: encodeContent(contentOf(given.object("content"))) }),
	parse_content: (given) => ({ content: contentJson(parseContent(given.bytes("bytes"))) }),
	check_ancestors: (given) => {
		checkAncestors(pairsOf(given.list("seen")), new Map(pairsOf(given.list("held"))));
		return {};
	},

	parse_header: (given) => {
		const header = revisions.parseHeader(given.bytes("bytes"));
		return { ...header, bytes: revisions.encodeHeader(header) };
	},
	revision_id: async (given) => ({
		id: await revisions.revisionId(given.bytes("header"), given.bytes("body_hash")),
	}),
	check_body: async (given) => {
		const id = toRevisionId(given.bytes("id"));
		await revisions.checkBody(given.bytes("header"), given.bytes("body"), id);
		return {};
	},
	seal_revision: async (given) => {
		const place = {
			device: toMemberId(given.bytes("device")),
			counter: given.number("counter"),
			previous: toRevisionId(given.bytes("previous")),
		};
		const content = contentOf(given.object("content"));
		const key = await dataKey(given, toEpoch(given.number("epoch")), given.bytes("epoch_key"));
		return revisions.sealRevision(key, place, content, given.random("nonce"));
	},
	open_revision: async (given) => {
		const [header, body] = [given.bytes("header"), given.bytes("body")];
		const { account, epoch } = revisions.parseHeader(header);
		const key = await importDataKey(account, epoch, given.bytes("epoch_key"));
		const content = await revisions.openRevision(new Map([[epoch, key]]), header, body);
		const id = await revisions.revisionId(header, await sha256(body));
		return { content: contentJson(content), id };
	},

	make_link: async (given) => {
		const fields = {
			account: account(given),
			seq: toSeq(given.number("seq")),
			previous: toHead(given.bytes("previous")),
			roster: toRosterHash(given.bytes("roster")),
			signer: toMemberId(given.bytes("signer")),
			...payloadOf(given.number("kind"), given.list("payload").map(hexOf)),
		};
		const link = await makeLink(fields, await importSignKey(given.bytes("sign_seed")));
		return { bytes: link.bytes, head: await headOf(link.bytes) };
	},
	parse_link: async (given) => {
		const link = parseLink(given.bytes("bytes"));
		return { ...link, head: await headOf(link.bytes), bytes: encodeLink(link) };
	},
	head_code: async (given) => {
		const [seq, head] = [toSeq(given.number("seq")), toHead(given.bytes("head"))];
		return { code: await headCode(account(given), seq, head) };
	},
};

const account = (given: Given) => toAccountId(given.bytes("account"));

async function dataKey(given: Given, epoch: Epoch, key: Bytes): Promise<DataKey> {
	return importDataKey(account(given), epoch, key);
}

/** TypeScript's own types exclude what is refused here. */
function payloadOf(kind: number, hashes: readonly Bytes[]): Payload {
	const [first, second] = hashes;
	if (kind === 2 && first !== undefined && second === undefined) {
		return { kind, payload: [toRosterHash(first)] };
	}
	if (kind === 1 || kind === 3) return { kind, payload: hashes.map((one) => toRevisionId(one)) };
	return refuse("encoding", "another kind, or more than one roster version");
}
