// What a hostile server may try while it changes who holds a key (the table of SECURITY.md), against the whole app.
import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { type Bytes, type MemberId, toHex, toSeq } from "../../../crypto/ts/brands.ts";
import type { Carried } from "../../../crypto/ts/carried.ts";
import { epochCommitment } from "../../../crypto/ts/epoch.ts";
import { Refused } from "../../../crypto/ts/errors.ts";
import { makeWrap, openWrap, parseWrap } from "../../../crypto/ts/wrap.ts";
import { parseList, parseMap } from "../../src/store/wire.ts";
import { openKeyring } from "../../src/vault/keyring.ts";
import { signRevisions } from "../../src/vault/signing.ts";
import { writeRevision } from "../../src/vault/writing.ts";
import { epochsOn, openJournal } from "../anew.ts";
import { crooked } from "../crooked.ts";
import {
	meet,
	passphrase,
	remove,
	rosterOf,
	several,
	sheetOf,
	state,
	three,
	two,
} from "../holders.ts";
import { type HonestServer, honestServer, unheard } from "../honest-server.ts";
import { exchange, noProgress, type Phone, phone, textsOf, write } from "../phone.ts";
import { seeded } from "../world/seeded.ts";

/** One honest phone, and another whose server lies about what `lie` says. */
async function lied(
	lie: (path: string, answer: Readonly<Record<string, unknown>>) => object | Promise<object>,
) {
	const { server, one, kit } = await two();
	const { line, fetchIt } = crooked(server.connect(unheard()), lie);
	line.lies = false;
	const victim = phone(fetchIt);
	await victim.started;
	await victim.moments.join(kit, passphrase, noProgress);
	await meet(one, victim);
	return { server, one, victim, line, kit };
}

const accountOn = ({ accounts }: HonestServer) => {
	const [account] = accounts.values();
	if (account === undefined) throw new Error("expected an account");
	return account;
};

/** It tells of the trouble, goes on writing, seals nothing under a new key, and sends nothing. */
async function keepsOut(victim: Phone, server: HonestServer): Promise<void> {
	const [epoch, pushed] = [rosterOf(victim)?.epoch, pushes(server)];
	for (let time = 0; time < 2; time += 1) {
		await exchange(victim);
		victim.clock.pass(600_000);
	}
	expect(victim.moments.notices.value).toEqual(["tampered"]);
	expect(rosterOf(victim)?.epoch).toBe(epoch);
	await write(victim, "written meanwhile");
	await exchange(victim);
	expect(textsOf(victim)).toContain("written meanwhile");
	expect([...openJournal(victim).vault.dataKeys.keys()]).toEqual([epoch]);
	expect(pushes(server)).toBe(pushed);
}

const pushes = ({ requests }: HonestServer) =>
	requests.filter(({ path }) => path === "/api/log").length;

async function healed(victim: Phone, one: Phone): Promise<void> {
	victim.clock.pass(600_000);
	await meet(victim, one);
	expect(state(victim).name).toBe("backed-up");
	expect(textsOf(one)).toContain("written meanwhile");
}

test("[A5] a public key that is changed just before a new key is made is refused, and nothing is wrapped to it", async () => {
	const theirs = accountOn((await several(1)).server).chain.roster?.members[0];
	if (theirs === undefined) throw new Error("expected a member");
	const { server, one, victim, line } = await lied((path, answer) => {
		if (!path.startsWith("/api/log")) return answer;
		const links = parseList(answer["links"]).map((link) => {
			const carried = parseMap(link);
			const roster = carried["roster"];
			if (!(roster instanceof Uint8Array)) return carried;
			return { ...carried, roster: swapped(roster, theirs.kemPublic) };
		});
		return { ...answer, links };
	});
	await sheetOf(one);
	line.lies = true;
	const before = accountOn(server).wraps.length;
	await exchange(victim);
	victim.clock.pass(600_000);
	await exchange(victim);
	expect(victim.moments.notices.value).toEqual(["tampered"]);
	expect((await victim.moments.makeSheet(passphrase, noProgress)).name).toBe("refused");
	expect(accountOn(server).wraps.length).toBe(before);
	line.lies = false;
	victim.clock.pass(600_000);
	await sheetOf(victim);
	const members = new Set<MemberId>(accountOn(server).chain.roster?.members.map(({ id }) => id));
	const made = accountOn(server)
		.wraps.slice(before)
		.map((wrap) => parseWrap(wrap).member);
	expect(new Set(made)).toEqual(members);
});

/** The last KEM key of a roster version is another one. */
function swapped(roster: Uint8Array, key: Bytes): Uint8Array {
	const at = roster.length - 80 - key.length;
	return new Uint8Array([...roster.subarray(0, at), ...key, ...roster.subarray(at + key.length)]);
}

test("[A6] a wrap that holds a key which the server knows is refused, and nothing is sealed under that key", async () => {
	const known = seeded(6).bytes(32);
	const { server, one, victim, line } = await lied(async (path, answer) => {
		const { roster } = accountOn(server).chain;
		if (path !== "/api/wraps" || roster === null) return answer;
		const commitment = await epochCommitment(roster.account, roster.epoch, known);
		const { member } = openJournal(victim).vault;
		return { wraps: [await makeWrap({ ...roster, commitment }, member, known)] };
	});
	line.lies = true;
	for (const _ of "ab") await sheetOf(one);
	await keepsOut(victim, server);
	line.lies = false;
	await healed(victim, one);
	expect(rosterOf(victim)?.epoch).toBe(rosterOf(one)?.epoch);
});

test("[A9] wraps of an older epoch are no wraps of the one that has begun", async () => {
	const { server, one, victim, line } = await lied((path, answer) =>
		path === "/api/wraps"
			? {
					wraps: parseList(answer["wraps"]).filter(
						(wrap) => wrap instanceof Uint8Array && parseWrap(new Uint8Array(wrap)).epoch === 1,
					),
				}
			: answer,
	);
	line.lies = true;
	for (const _ of "ab") await sheetOf(one);
	await keepsOut(victim, server);
	line.lies = false;
	await healed(victim, one);
});

test("[A7] another, valid account in answer to a kit is not entered, and nothing of it shows", async () => {
	const [mine, theirs] = [await several(1), await several(1)];
	const { log } = accountOn(theirs.server);
	const { fetchIt } = crooked(mine.server.connect(unheard()), (path, answer) =>
		path.startsWith("/api/log?") ? { ...answer, links: log.map(wire), seq: log.length } : answer,
	);
	const fresh = phone(fetchIt);
	await fresh.started;
	expect(await fresh.moments.join(mine.kit, passphrase, noProgress)).toEqual({
		name: "refused",
		cause: "tampered",
	});
	expect(fresh.moments.phase.value).toEqual({ name: "new" });
	expect(accountOn(mine.server).chain.roster?.members).toHaveLength(2);
});

function wire({ link, roster, revisions }: Carried): object {
	const carried = revisions.map(({ header, body, bodyHash }) => ({
		header,
		body,
		body_hash: bodyHash,
	}));
	return { link, roster, revisions: carried };
}

test("[A1] [A8] policies, KDF settings, flags and unknown fields change no request", async () => {
	const said = {
		...{ escrow: true, escrow_key: new Uint8Array(1216), padding: "off", policy: ["weak"] },
		...{ kdf: { memory: 1, time: 1 }, version: 2, algorithm: "plain", members: [] },
	};
	const asked = [];
	for (const added of [{}, said]) {
		const server = honestServer();
		const { fetchIt } = crooked(server.connect(unheard()), (_, answer) => ({
			...answer,
			...added,
		}));
		const one = phone(fetchIt, { random: seeded(8).bytes });
		await one.started;
		await one.moments.begin(passphrase, noProgress);
		await write(one, "words");
		expect((await one.moments.turnOnBackup("moon-river", passphrase, noProgress)).name).toBe("on");
		for (const _ of "ab") await sheetOf(one);
		expect(await one.moments.sealAnew()).toBe("begun");
		await exchange(one);
		expect(Object.keys(epochsOn(server))).toEqual([String(rosterOf(one)?.epoch)]);
		asked.push(server.requests.map(({ path, body }) => `${path} ${body.length}`));
	}
	expect(asked[1]).toEqual(asked[0]);
	expect(asked[0]?.length).toBeGreaterThan(10);
});

test("[A10] a link that a removed device signed is refused wherever the server puts it", async () => {
	const { server, one, second, third } = await three();
	await remove(one, third);
	await meet(one, second);
	const { vault, newest } = openJournal(third);
	const { chain } = openJournal(second);
	const place = chain.last.get(vault.member) ?? newest;
	const words = {
		kind: "entry",
		record: "ab".repeat(16),
		parents: [],
		schema: 1,
		day: "2026-11-23",
	};
	const fields = { at: 1, text: "from outside", trashed: false };
	const written = await writeRevision(vault, place, new Map(), { ...words, fields });
	const signed = await signRevisions(vault, chain, [written]);
	if (signed === undefined) throw new Error("expected a link");
	const account = accountOn(server);
	const { log, chain: honest } = account;
	account.log = [...log, signed.carried];
	account.chain = { ...honest, seq: toSeq(signed.seq), head: signed.head };
	await exchange(second);
	expect(second.moments.notices.value).toEqual(["tampered"]);
	expect(textsOf(second)).toEqual(["the first"]);
	Object.assign(account, { log, chain: honest });
	second.clock.pass(600_000);
	await exchange(second);
	expect(state(second).name).toBe("backed-up");
});

test("[A9] [A10] what was wrapped after it was removed opens to nothing that a removed device holds", async () => {
	const { server, one, third, second } = await three();
	await remove(one, third);
	await meet(one, second);
	const roster = rosterOf(second);
	const { vault } = openJournal(third);
	const { kemSeed } = await openKeyring(vault.seal, vault.keyring);
	const wraps = accountOn(server).wraps.filter((wrap) => parseWrap(wrap).epoch === 2);
	expect(wraps.length).toBe(3);
	for (const wrap of wraps) {
		if (roster === undefined || roster === null) throw new Error("expected a roster");
		const { member } = parseWrap(wrap);
		const kind = await openWrap(wrap, roster, member, kemSeed).then(toHex, kindOf);
		expect(kind).toBe("open");
	}
});

function kindOf(error: unknown): string {
	if (error instanceof Refused) return error.kind;
	throw error;
}
