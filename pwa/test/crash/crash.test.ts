// Every moment at which the app may end, in everything that it does: it is started again, and nothing that was called saved is lost.
import "fake-indexeddb/auto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { endAt, playWhole } from "./ending.ts";
import { writing } from "./flows.ts";
import { watch } from "./seams.ts";

let unwatch: () => void;
beforeAll(() => {
	unwatch = watch();
});
afterAll(() => unwatch());

test.each(writing)(
	"[R36] [R39] $name: wherever it ends, it goes on",
	async (flow) => {
		const whole = await playWhole(flow, 1, () => true);
		console.log(flow.name, whole.moments.length, whole.moments.join("\n"));
		for (let at = 1; at <= whole.moments.length; at += 1) {
			await endAt(flow, 1, at, whole, () => true);
		}
		expect(whole.moments.length).toBeGreaterThan(0);
	},
	600_000,
);
