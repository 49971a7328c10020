// Bodies that a server lets vanish, keeps, or brings back.

import { expect, test } from "vitest";
import { sha256 } from "../../crypto/ts/labels.ts";
import type { Said } from "../../pwa/test/crooked.ts";
import { exchange, textsOf } from "../../pwa/test/phone.ts";
import { count } from "./choice.ts";
import { type Case, endsEqual, refusesAll, tampered } from "./judge.ts";
import { lieOf, linksAhead, linksOf, type Place, placesIn } from "./pages.ts";
import { accountOn, onPath, pinOf, sceneOf, wordsAhead } from "./scene.ts";

const scene = await sceneOf(wordsAhead);
const links = linksAhead(scene);
const bodies = placesIn(links).filter(({ name }) => name.endsWith("body"));

/** A body may be about to come again from a device that heals, once. */
const withheld = { ...tampered, rounds: 2 };

test("[A16] a body that is missing without a purge is not accepted, whichever it is", async (context) => {
	expect(bodies.length).toBe(2);
	const cases = await Promise.all(
		bodies.map(async (body) => lieOf(`without ${body.name}`, await hashed(links, body))),
	);
	const [first, second] = bodies;
	if (first === undefined || second === undefined) throw new Error("expected two bodies");
	cases.push(lieOf("without both", await hashed(await hashed(links, first), second)));
	count(context, 16, await refusesAll(scene, cases, withheld));
});

/** The body's hash in its place. */
async function hashed(all: readonly Said[], { name, bytes }: Place): Promise<readonly Said[]> {
	const at = Number(/revision (\d+)/.exec(name)?.[1]);
	const hash = await sha256(bytes);
	return all.map((link, index) => {
		const revisions = link["revisions"];
		if (index !== Number(/link (\d+)/.exec(name)?.[1]) || !Array.isArray(revisions)) return link;
		const without = { ...revisions[at], body: null, body_hash: hash };
		return { ...link, revisions: revisions.with(at, without) };
	});
}

test("[A16] a purge that is hidden leaves bodies missing that nothing names", async (context) => {
	const before = accountOn(scene.server).chains.at(-2);
	const cases: Case[] = [
		{
			name: "up to the purge",
			lie: onPath("/api/log?", (answer) => ({
				...answer,
				links: links.slice(0, -1),
				seq: before?.seq,
			})),
		},
	];
	count(context, 16, await refusesAll(scene, cases, withheld));
});

test("[A16] purged bodies that are brought back are verified, and never read", async (context) => {
	const { victim, line } = scene;
	const whole = linksOf(accountOn(scene.server).sent.slice(pinOf(victim)));
	expect(placesIn(whole).filter(({ name }) => name.endsWith("body"))).toHaveLength(3);
	line.lie = onPath("/api/log?", (answer) => ({ ...answer, links: whole }));
	await exchange(victim);
	expect(pinOf(victim)).toBeGreaterThanOrEqual(accountOn(scene.server).log.length - 1);
	expect(textsOf(victim)).toContain("the third");
	expect(textsOf(victim)).not.toContain("to be erased");
	expect(victim.moments.trash.value).toEqual([]);
	count(context, 16, 1);
});

test("told the truth after all of these lies, both phones hold every word of both", async () => {
	await endsEqual(scene);
});
