// Ten years of one person's writing, in a moment: REVISIONS=n for how many, FIRST=n ends after so many of them, SECONDS=n after so
// long; SEED=n. AT=origin and INVITATION=code live them at a real server, and OUT=file says how to open the journal that is there then.

import "fake-indexeddb/auto";
import { writeFile } from "node:fs/promises";
import { IDBFactory } from "fake-indexeddb";
import { expect, test } from "vitest";
import { type Device, journalOf } from "./device.ts";
import { at, inMemory } from "./ground.ts";
import { judge, judgeEqual } from "./verdict.ts";
import { live } from "./years.ts";

const { REVISIONS, FIRST, SEED, SECONDS, AT, INVITATION, OUT, SUITE } = process.env;
const revisions = Number(REVISIONS ?? 200);
const seed = Number(SEED ?? 1);
const first = Number(FIRST ?? revisions);
const until = performance.now() + Number(SECONDS ?? 86_400) * 1000;

test("ten years of writing on devices that come and go end equal, and no word is lost", async ({
	task,
}) => {
	globalThis.indexedDB = new IDBFactory();
	const isReal = AT !== undefined && INVITATION !== undefined;
	const ground = isReal ? at(AT, INVITATION) : inMemory(seed);
	const isOver = (written: number) => written >= first || performance.now() > until;
	const world = await live(seed, ground, revisions, isOver);
	const [device] = world.devices;
	if (device === undefined) throw new Error("expected a device");
	const held = heldBy(device);
	task.meta.counts = { [SUITE === "fast" ? "fast soak revisions" : "soak revisions"]: held };
	expect(held).toBeGreaterThan(0);
	// Devices, kits and sheets came and went all the while.
	const isWhole = first === revisions && performance.now() < until;
	if (isWhole) expect(journalOf(device).chain.roster?.number).toBeGreaterThan(20);
	expect(world.erasedBodies.size).toBeGreaterThan(isWhole ? 5 : -1);
	await (isReal ? judgeEqual(world, device) : judge(world));
	const { kit, passphrase, account } = world;
	if (OUT !== undefined) await writeFile(OUT, JSON.stringify({ account, kit, passphrase }));
}, 86_400_000);

/** How many revisions it can read. */
function heldBy(device: Device): number {
	const records = [...journalOf(device).shelf.journal().values()];
	return records.reduce((sum, { revisions }) => sum + revisions.size, 0);
}
