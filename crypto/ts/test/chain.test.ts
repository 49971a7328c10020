import { expect, test } from "vitest";
import { type Seq, toRevisionId } from "../brands.ts";
import { type Carried, openHeld } from "../carried.ts";
import { advance, type Chain, counters, emptyChain, finish, verifySignatures } from "../chain.ts";
import { sha256 } from "../labels.ts";
import { parseLink } from "../link.ts";
import { linkOfTexts, linkOn, makeWorld, type World } from "./world.ts";

const world = await makeWorld(4);
const log = await longLog(world, 12);
const empty = emptyChain(world.chain.account);
const dataKeys = new Map([[world.dataKey.epoch, world.dataKey]]);

test("[R34] a batch ends where its links one by one end", async () => {
	let one: Chain = empty;
	for (const carried of log) one = (await advance(one, [carried])).chain;
	const { chain, accepted } = await advance(empty, log);
	expect(chain).toEqual(one);
	expect(accepted.map((link) => link.head).at(-1)).toBe(chain.head);
	expect(chain.seq).toBe(log.length);
});

test("[R34] a chain is left as it was when a link is refused", async () => {
	const before = structuredClone(world.chain);
	await expect(advance(world.chain, [...log.slice(1, 4), ...log.slice(5)])).rejects.toMatchObject({
		kind: "sequence",
	});
	expect(world.chain).toEqual(before);
});

test("[R34] the first link that is refused names the kind, also when its signature is slow", async () => {
	const damaged = log.map((carried, at) => (at === 3 ? withoutSignature(carried) : carried));
	const gap = [...damaged.slice(0, 5), ...damaged.slice(6)];
	await expect(advance(empty, gap)).rejects.toMatchObject({ kind: "signature" });
	await expect(advance(empty, gap, { verifySignature: () => false })).rejects.toMatchObject({
		kind: "previous",
	});
});

test("[R37] signatures that waited are judged afterwards", async () => {
	const later = { verifySignature: (seq: Seq) => seq > 10 };
	const { accepted } = await advance(empty, log, later);
	const rosters = new Map([[world.roster.hash, world.roster]]);
	const links = accepted.map((one) => one.link);
	await verifySignatures(links, rosters);
	const last = log.at(-1);
	if (last === undefined) throw new TypeError("a log expected");
	const forged = [...links.slice(0, -1), parseLink(withoutSignature(last).link)];
	await expect(verifySignatures(forged, rosters)).rejects.toMatchObject({ kind: "signature" });
});

test("[R36] a chain survives the structured clone of a database", async () => {
	const { chain } = await advance(empty, log.slice(0, 6));
	const { chain: resumed } = await advance(structuredClone(chain), log.slice(6));
	expect(resumed).toEqual((await advance(empty, log)).chain);
});

test("[R30] revisions are opened in place, and a withheld ancestor is noticed", async () => {
	const { accepted } = await advance(empty, log);
	const revisions = accepted.flatMap((one) => one.revisions);
	const opened = await openHeld(new Map(), revisions, dataKeys);
	expect(opened.map((one) => one.content.fields["text"])).toContain("words 7");
	const withheld = openHeld(new Map(), revisions.slice(-1), dataKeys);
	await expect(withheld).rejects.toMatchObject({ kind: "ancestor" });
});

test("[R35] a missing body is accepted only if a purge names it", async () => {
	const first = log[1];
	const revision = first?.revisions[0];
	if (!first || !revision?.body) throw new TypeError("a revision expected");
	const bodyHash = await sha256(revision.body);
	const bare = { ...first, revisions: [{ header: revision.header, body: null, bodyHash }] };
	const { chain, accepted } = await advance(world.chain, [bare]);
	expect(() => finish(chain)).toThrowError(expect.objectContaining({ kind: "body" }));
	const payload = accepted.flatMap((one) => one.revisions.map(({ id }) => toRevisionId(id)));
	const purge = await linkOn(chain, world.roster, world.signKey, { kind: 3, payload });
	const named = { link: purge.bytes, roster: null, revisions: [] };
	const purged = (await advance(chain, [named])).chain;
	expect(finish(purged)).toBe(purged);
});

/** Roster 0, then links of one revision each; every revision has seen the one before. */
async function longLog(made: World, length: number): Promise<readonly Carried[]> {
	const links = [made.begun];
	let { chain } = made;
	for (let at = 1; at < length; at++) {
		const seen = [...counters(chain)];
		const carried = await linkOfTexts(made, chain, [`words ${at}`], seen);
		links.push(carried);
		chain = (await advance(chain, [carried])).chain;
	}
	return links;
}

function withoutSignature(carried: Carried): Carried {
	const link = carried.link.slice();
	const last = link.length - 40;
	link[last] = (link[last] ?? 0) ^ 1;
	return { ...carried, link };
}
