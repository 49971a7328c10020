// One device lets another in: both people say yes, and nobody is in the way.

import type { ReadonlySignal } from "@preact/signals";
import type { Device } from "./device.ts";

/** As long as from one look into the mailbox to the next, in milliseconds; whoever waits for a server to recover waits longer. */
const between = 500;
const stepsBetween = 4;

/** The other one opens with the passphrase of the one that lets it in. */
export async function pair(host: Device, device: Device): Promise<void> {
	Object.assign(device, { online: true, faults: [] });
	const adding = await host.phone.moments.addPhone(host.passphrase);
	const both = [host, device];
	const shown = await until(both, adding.state, "shown");
	const pairing = await device.phone.moments.pairPhone(shown.qr);
	await until(both, adding.state, "compare");
	await until(both, pairing.state, "compare");
	adding.same(true);
	pairing.same(true);
	await until(both, adding.state, "added");
	await until(both, pairing.state, "passphrase");
	pairing.open(host.passphrase);
	await until(both, pairing.state, "joined");
	device.passphrase = host.passphrase;
	adding.stop();
	pairing.stop();
}

/** Each look into the mailbox waits on its device's clock. */
async function until<S extends { readonly name: string }, N extends S["name"]>(
	devices: readonly Device[],
	state: ReadonlySignal<S>,
	name: N,
): Promise<Extract<S, { readonly name: N }>> {
	for (let looks = 0; looks < 500_000; looks += 1) {
		const now = state.value;
		if (is(now, name)) return now;
		if (now.name === "over") throw new Error(`pairing ended: ${JSON.stringify(now)}`);
		// What a look has found is worked on for some steps: to look at each of them would find nothing more.
		if (looks % stepsBetween === 0) for (const { phone } of devices) phone.clock.hurry(between);
		await new Promise((resolve) => setImmediate(resolve));
	}
	throw new Error(`expected ${name}, got ${state.value.name}`);
}

function is<S extends { readonly name: string }, N extends S["name"]>(
	state: S,
	name: N,
): state is Extract<S, { readonly name: N }> {
	return state.name === name;
}
