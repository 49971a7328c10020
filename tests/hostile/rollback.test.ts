// A server that goes back, or says that it did: every earlier point of a log, in truth and as a claim.

import { expect, test } from "vitest";
import { fromHex, toHex } from "../../crypto/ts/brands.ts";
import type { Carried } from "../../crypto/ts/carried.ts";
import { carriedToWire } from "../../pwa/src/store/wire.ts";
import { entryOf, openJournal } from "../../pwa/test/anew.ts";
import { meet, sheetOf } from "../../pwa/test/holders.ts";
import { exchange, textsOf, write } from "../../pwa/test/phone.ts";
import { seeded } from "../../pwa/test/world/seeded.ts";
import { chosen, count } from "./choice.ts";
import { type Case, endsEqual, type Refusal, refusesAll, tampered } from "./judge.ts";
import { linksOf } from "./pages.ts";
import { accountOn, onPath, pinOf, sceneOf, wordsAhead } from "./scene.ts";

const scene = await sceneOf(wordsAhead);
const account = accountOn(scene.server);
const heads = account.chains.map(({ head }) => fromHex(head));
const held = pinOf(scene.victim);

/** Nothing that can be called false yet: it is tried again. */
const unsure: Refusal = { notices: [], state: "behind server", asks: "various" };

test("[A14] a claim of another head at any position is no fork without a link of a member that shows it", async (context) => {
	const others = [...heads, seeded(14).bytes(32), new Uint8Array(32).fill(255)];
	const links = linksOf(account.log);
	const cases = Array.from({ length: held }, (_, at) => at + 1).flatMap((seq) =>
		others
			.filter((head) => toHex(head) !== account.chains[seq - 1]?.head)
			.flatMap((head, at) =>
				[[], ...links.slice(0, held).map((link) => [link])].map(
					(shown, place): Case => ({
						name: `head ${at} at ${seq}, shown link ${place}`,
						lie: onPath("/api/log?", () => claim(seq, head, shown)),
					}),
				),
			),
	);
	expect(cases.length).toBeGreaterThan(200);
	const some = chosen(cases, 80);
	count(context, 14, await refusesAll(scene, some, { ...tampered, asks: "various" }));
});

/** The first answer is the claim alone; when the link at that position is asked for, one is shown. */
function claim(seq: number, head: Uint8Array, shown: readonly object[]) {
	shows = !shows;
	return { seq, head, links: shows ? [] : shown };
}
let shows = false;

test("[A14] every older state that is claimed and not so is healed once, and not believed twice", async (context) => {
	const zero = new Uint8Array(32);
	const cases = [zero, ...heads].slice(0, held).map(
		(head, seq): Case => ({
			name: `back to ${seq}`,
			lie: onPath("/api/log?", () => ({ links: [], seq, head })),
		}),
	);
	count(context, 14, await refusesAll(scene, cases, unsure));
});

test("told the truth after all of these lies, both phones hold every word of both", async () => {
	await endsEqual(scene);
});

test("[A14] [A28] from every earlier point the log is healed to what it was, byte for byte, and it is said", async (context) => {
	const {
		server,
		writer: one,
		victim,
	} = await sceneOf(async (writer) => {
		await wordsAhead(writer);
		for (const _ of "ab") await sheetOf(writer);
		await write(writer, "under the new key");
	});
	await meet(one);
	const name = openJournal(one).vault.account;
	const [log, texts] = [bytesOf(accountOn(server).log), textsOf(one)];
	const points = chosen(log.keys(), 7);
	for (const seq of points) {
		server.restore(name, seq);
		server.invitations.add("moon-river");
		one.clock.pass(600_000);
		await exchange(one);
		expect(one.moments.notices.value, `from ${seq}`).toEqual(["healed"]);
		expect(bytesOf(accountOn(server).log), `from ${seq}`).toEqual(log);
		expect(textsOf(one)).toEqual(texts);
		one.moments.dismiss("healed");
	}
	count(context, 28, points.length);
	expect(() => entryOf(one, "to be erased")).toThrow();
	expect(pinOf(victim)).toBeLessThan(log.length);
});

function bytesOf(log: readonly Carried[]): readonly object[] {
	return log.map(carriedToWire);
}
