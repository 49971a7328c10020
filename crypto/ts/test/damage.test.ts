// Nothing that was changed by one bit, cut off or made longer is accepted, wherever the change is.

import { expect, test } from "vitest";
import { type Bytes, type Sealed, toSealed } from "../brands.ts";
import type { Carried } from "../carried.ts";
import { advance, emptyChain } from "../chain.ts";
import { type Kind, Refused } from "../errors.ts";
import { encodeKit, parseKit } from "../kit.ts";
import { importLocalSealKey, openLocal, sealLocal } from "../local.ts";
import { openByPasskey, wrapByPasskey } from "../passkey.ts";
import { checkBody, openRevision } from "../revision.ts";
import { checkGenesis, parseRoster } from "../roster.ts";
import { makeWrap, openWrap } from "../wrap.ts";
import { linkOfTexts, linkOn, makeWorld } from "./world.ts";

const world = await makeWorld(3);
const carried = await linkOfTexts(world, world.chain, ["one", "two"]);

test("[R20] roster 0, each bit flipped, is refused", async () => {
	const judge = async (bytes: Bytes) =>
		checkGenesis(world.roster.account, await parseRoster(bytes));
	await refusesDamage(world.roster.bytes, judge, 1);
});

test("[R34] a link, each bit flipped, is refused", async () => {
	await refusesDamage(carried.link, (link) => advance(world.chain, [{ ...carried, link }]), 1);
});

test("[R34] a link of kind 2, each bit flipped, is refused", async () => {
	const empty = emptyChain(world.chain.account);
	await refusesDamage(world.begun.link, (link) => advance(empty, [{ ...world.begun, link }]), 1);
});

test("[R34] a purge, each bit flipped, is refused", async () => {
	const { chain } = await advance(world.chain, [carried]);
	const payload = [...chain.last.values()].map((last) => last.id);
	const { bytes } = await linkOn(chain, world.roster, world.signKey, { kind: 3, payload });
	const judge = (link: Bytes) => advance(chain, [{ link, roster: null, revisions: [] }]);
	await refusesDamage(bytes, judge, 1);
});

test("[R34] a carried header, each bit flipped, is refused", async () => {
	const judge = (header: Bytes) => advance(world.chain, [withFirst(carried, { header })]);
	await refusesDamage(headerOf(carried), judge, 1);
});

test("[R26] [R34] a carried body, changed anywhere, is refused by the chain", async () => {
	const judge = (body: Bytes) =>
		advance(world.chain, [withFirst(carried, { body: toSealed(body) })]);
	await refusesDamage(bodyOf(carried), judge, 13);
});

test("[R26] a body, each bit flipped, does not open even where nobody compared its id", async () => {
	const keys = new Map([[world.dataKey.epoch, world.dataKey]]);
	const judge = (body: Bytes) => openRevision(keys, headerOf(carried), body);
	await refusesDamage(bodyOf(carried), judge, 1);
});

test("[R26] a header, each bit flipped, does not open its body", async () => {
	const keys = new Map([[world.dataKey.epoch, world.dataKey]]);
	const judge = (header: Bytes) => openRevision(keys, header, bodyOf(carried));
	await refusesDamage(headerOf(carried), judge, 1);
});

test("[R26] one revision's body is refused under another's header", async () => {
	const [first, second] = carried.revisions;
	if (!first?.body || !second) throw new TypeError("two revisions expected");
	const keys = new Map([[world.dataKey.epoch, world.dataKey]]);
	expect(await kindOf(openRevision(keys, second.header, first.body))).toBe("open");
	const { accepted } = await advance(world.chain, [carried]);
	const id = accepted[0]?.revisions[1]?.id;
	if (id === undefined) throw new TypeError("a second revision expected");
	expect(await kindOf(checkBody(second.header, first.body, id))).toBe("body");
});

test("[R24] a wrap, changed anywhere, is refused", async () => {
	const { roster, device, kemSeed, epochKey } = world;
	const wrap = await makeWrap(roster, device.id, epochKey);
	await refusesDamage(wrap, (bytes) => openWrap(bytes, roster, device.id, kemSeed), 199);
});

test("[R8] a kit, each bit flipped, is refused", async () => {
	const kit = await encodeKit({ account: world.chain.account, secret: world.random(16) });
	await refusesDamage(kit, parseKit, 1);
});

test("[R53] a sealed local value, each bit flipped, is refused", async () => {
	const key = await importLocalSealKey(world.random(32));
	const sealed = await sealLocal(key, "draft", world.random(40), world.random);
	await refusesDamage(sealed, (bytes) => openLocal(key, "draft", bytes), 1);
});

test("[R69] a local key under a passkey, each bit flipped, is refused", async () => {
	const answer = { credential: world.random(32), output: world.random(32) };
	const localKey = world.random(32);
	const wrapped = await wrapByPasskey(answer, world.random(16), localKey, world.random);
	await refusesDamage(wrapped, (bytes) => openByPasskey(answer, bytes), 1);
});

type Judge = (bytes: Bytes) => Promise<unknown>;

/** Every `step`-th bit flipped, every length cut (in the same steps), and a few bytes more. */
async function refusesDamage(bytes: Bytes, judge: Judge, step: number): Promise<void> {
	expect(await kindOf(judge(bytes))).toBe("ok");
	const kinds = new Map<string, number>();
	for (const damaged of damages(bytes, step)) {
		const kind = await kindOf(judge(damaged));
		kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
	}
	expect(kinds.get("ok") ?? 0).toBe(0);
	expect(kinds.get("length") ?? 0).toBeGreaterThan(0);
}

function* damages(bytes: Bytes, step: number): Generator<Bytes> {
	for (let bit = 0; bit < bytes.length * 8; bit += step) {
		const flipped = bytes.slice();
		flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
		yield flipped;
	}
	for (let length = 0; length < bytes.length; length += step) yield bytes.slice(0, length);
	yield new Uint8Array([...bytes, 0]);
	yield new Uint8Array([...bytes, ...bytes]);
}

async function kindOf(judged: Promise<unknown>): Promise<Kind | "ok"> {
	try {
		await judged;
		return "ok";
	} catch (error) {
		if (error instanceof Refused) return error.kind;
		throw error;
	}
}

function withFirst(whole: Carried, change: { header?: Bytes; body?: Sealed }): Carried {
	const revisions = whole.revisions.map((one, at) => (at === 0 ? { ...one, ...change } : one));
	return { ...whole, revisions };
}

function headerOf(whole: Carried): Bytes {
	const header = whole.revisions[0]?.header;
	if (header) return header;
	throw new TypeError("a revision expected");
}

function bodyOf(whole: Carried): Bytes {
	const body = whole.revisions[0]?.body;
	if (body) return body;
	throw new TypeError("a body expected");
}
