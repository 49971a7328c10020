// Ten years of one person's writing, in a moment: REVISIONS=n for how many, SEED=n, SECONDS=n for how long at most.

import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { expect, test } from "vitest";
import { honestServer } from "../honest-server.ts";
import { seeded } from "./seeded.ts";
import { judge } from "./verdict.ts";
import { live } from "./years.ts";

const { REVISIONS, SEED, SECONDS } = process.env;
const revisions = Number(REVISIONS ?? 300);
const seed = Number(SEED ?? 1);
const until = performance.now() + Number(SECONDS ?? 86_400) * 1000;

test("ten years of writing on devices that come and go end equal, and no word is lost", async () => {
	globalThis.indexedDB = new IDBFactory();
	const server = honestServer(seeded(seed).bytes, 100);
	const ground = { server, invitation: "moon-river", change: {} };
	const world = await live(seed, ground, revisions, () => performance.now() > until);
	expect(world.words.size).toBeGreaterThan(revisions / 2);
	await judge(world);
}, 86_400_000);
