// A device that ends in the middle of what it does, between any two steps of its own.

import { type Device, killAndStart } from "./device.ts";
import type { World } from "./world.ts";

/** Steps of the event loop; in each, everything goes on that waits for the disk or the line. */
const mostSteps = 60;

/**
 * What has reached the disk stays there, and nothing else; then the app is started again. What was called saved until then is
 * counted as saved by the act itself.
 */
export async function cutOff(
	world: World,
	device: Device,
	act: (world: World, device: Device) => Promise<unknown>,
): Promise<void> {
	let failure: unknown;
	let ended = false;
	const doing = act(world, device).catch((error: unknown) => {
		if (!ended) failure = error;
	});
	const isFine = world.dice.chance(0.5);
	for (let steps = world.dice.below(mostSteps); steps > 0; steps -= 1) {
		// Some awaits are over before anything else goes on, and others wait for it.
		await (isFine ? undefined : new Promise((resolve) => setImmediate(resolve)));
	}
	ended = true;
	if (failure !== undefined) throw failure;
	await killAndStart(device);
	Object.assign(device, { faults: [] });
	await doing;
}
