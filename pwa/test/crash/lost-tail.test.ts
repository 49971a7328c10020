// A disk that has lost its last transactions, as many as there are: the device comes to a good end with everybody else.
import "fake-indexeddb/auto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { each, every, flows, isTimeUp, seed } from "./asked.ts";
import { playWhole } from "./ending.ts";
import { commitsIn, loseTail } from "./lost-tail.ts";
import { watch } from "./seams.ts";

const stride = every === 1 ? 1 : 4;

let unwatch: () => void;
beforeAll(() => {
	unwatch = watch();
});
afterAll(() => unwatch());

test.for(flows)(
	"[R49] $name: what the disk forgot of it is done again, and nobody is in the way",
	{ timeout: 86_400_000 },
	async (flow, { task }) => {
		if (isTimeUp()) return;
		const whole = await playWhole(flow, seed);
		const commits = commitsIn(whole);
		const some = commits.filter((_, at) => (at + seed) % stride === 0 || commits.length < stride);
		const lost = await each(some, (at) => loseTail(flow, seed, at, whole));
		task.meta.counts = { "lost tails": lost };
		expect(some.length).toBeGreaterThan(0);
	},
);
