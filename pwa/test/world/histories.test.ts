// Some devices, an honest server, and everything that can happen on the way. Each history is played from its seed, on the real keys
// and on the fast suite (`fast/`): SEED=n plays one alone, FROM=n begins there, COUNT=n plays so many, SECONDS=n for so long;
// LEFT=folder keeps what the first few leave.

import "fake-indexeddb/auto";
import { writeFile } from "node:fs/promises";
import { beforeAll, expect, test } from "vitest";
import { play } from "./history.ts";
import { leftBy } from "./left.ts";
import { loadAll } from "./loaded.ts";

declare module "vitest" {
	interface TaskMeta {
		/** What this test looked at, by the names of the run's closing line. */
		counts?: { readonly [name: string]: number };
	}
}

const { SUITE, SEED, FROM, COUNT, SECONDS, LEFT } = process.env;
const mostLeft = 100;
const isFast = SUITE === "fast";
const name = isFast ? "fast histories" : "histories";
const from = Number(SEED ?? FROM ?? 1);
const count = SEED === undefined ? Number(COUNT ?? (isFast ? 5000 : 500)) : 1;
const until = performance.now() + Number(SECONDS ?? 86_400) * 1000;

beforeAll(loadAll);

test("[A15] [R41] [R39] [R46] [R47] [R77] [R78] histories of two to six devices end equal, and no word that was saved is lost", async ({
	task,
}) => {
	let [played, operations, branches, forks] = [0, 0, 0, 0];
	for (; played < count && performance.now() < until; played += 1) {
		const { operations: done, world } = await play(from + played);
		operations += done;
		branches += world.branches;
		forks += world.forks;
		if (LEFT !== undefined && played < mostLeft) {
			await writeFile(`${LEFT}/${from + played}.msgpack`, await leftBy(world));
		}
	}
	task.meta.counts = { [name]: played };
	expect(operations).toBeGreaterThanOrEqual(20 * played);
	expect(played).toBeGreaterThan(0);
	if (played > 99) expect(Math.min(branches, forks)).toBeGreaterThan(0);
}, 86_400_000);

if (isFast) {
	test("the same seed is the same history, to the byte that was sent", async () => {
		for (const seed of [from, from + 1, from + 2]) {
			expect((await play(seed)).fingerprint).toBe((await play(seed)).fingerprint);
		}
	}, 60_000);
}
