// Every moment at which the app may end, in everything that it does: it is started again, and nothing that was called saved is lost.
// FLOW=name AT=n plays one alone, SEED=n draws another world, EVERY=1 ends in each moment (else in those that leave another disk or
// server behind, and in one of EVERY others), SECONDS=n stops after so long.
import "fake-indexeddb/auto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chosen, endAt, playWhole } from "./ending.ts";
import { writing } from "./flows.ts";
import { keys } from "./key-flows.ts";
import { watch } from "./seams.ts";

const { SEED, FLOW, AT, EVERY, SECONDS } = process.env;
const seed = Number(SEED ?? 1);
const every = Number(EVERY ?? 16);
const until = performance.now() + Number(SECONDS ?? 86_400) * 1000;
const flows = [...writing, ...keys].filter(({ name }) => FLOW === undefined || FLOW === name);

let unwatch: () => void;
beforeAll(() => {
	unwatch = watch();
});
afterAll(() => unwatch());

test.for(flows)(
	"[R36] [R39] $name: wherever it ends, it goes on",
	{ timeout: 86_400_000 },
	async (flow, { task }) => {
		const whole = await playWhole(flow, seed);
		const numbers = AT === undefined ? chosen(whole.moments, every) : [Number(AT)];
		let ended = 0;
		for (const at of numbers) {
			if (performance.now() > until) break;
			await endAt(flow, seed, at, whole);
			ended += 1;
		}
		task.meta.counts = { "crash points": whole.moments.length, "crash restarts": ended };
		expect(numbers.length).toBeGreaterThan(0);
	},
);
