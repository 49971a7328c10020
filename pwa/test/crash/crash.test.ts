// Every moment at which the app may end, in everything that it does: it is started again, and nothing that was called saved is lost.
import "fake-indexeddb/auto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { T, endAt, playWhole } from "./ending.ts";
import { writing } from "./flows.ts";
import { keys } from "./key-flows.ts";
import { watch } from "./seams.ts";

let unwatch: () => void;
beforeAll(() => {
	unwatch = watch();
});
afterAll(() => unwatch());

test.each([...writing, ...keys])(
	"[R36] [R39] $name: wherever it ends, it goes on",
	async (flow) => {
		const whole = await playWhole(flow, 1, () => true);
		console.log(flow.name, whole.moments.length, whole.moments.filter(m => !m.startsWith("keys")).length);
		const began=process.cpuUsage().user;
		const step = Math.max(1, Math.floor(whole.moments.length / Number(process.env['PER'] ?? 10)));
		for (let at = 1; at <= whole.moments.length; at += step) {
			await endAt(flow, 1, at, whole, () => true);
		}
		console.log(flow.name, (process.cpuUsage().user-began)/1000/Math.ceil(whole.moments.length/step), "ms each", T.prep/1000/Math.ceil(whole.moments.length/step), T.rest/1000/Math.ceil(whole.moments.length/step)); T.prep=T.rest=0;
		expect(whole.moments.length).toBeGreaterThan(0);
	},
	600_000,
);
