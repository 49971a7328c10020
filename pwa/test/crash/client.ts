// A client that can end: the whole app, with a life of its own on its disk, its line and its keys.

import type { Moments } from "../../src/app/contract.ts";
import type { Platform } from "../../src/app/platform.ts";
import { noProgress, restart } from "../phone.ts";
import type { Device } from "../world/device.ts";
import { type Life, makeLife, outside } from "./life.ts";
import { giveDisk } from "./seams.ts";

export interface Client {
	readonly device: Device;
	/** Its surroundings, which outlive it. */
	readonly platform: Platform;
	life: Life;
}

export function makeClient(device: Device): Client {
	return { device, platform: device.phone.platform, life: makeLife() };
}

/** A new life on the same disk and line: nothing of the one before is in memory. */
export function begin(client: Client): Promise<void> {
	const { device, platform } = client;
	const life = makeLife();
	giveDisk(platform.databaseName, life);
	const phone = life.live(() => restart({ ...device.phone, platform: within(life, platform) }));
	client.life = life;
	device.phone = { ...phone, moments: asked(life, phone.moments) };
	return phone.started;
}

/** Begins anew and opens with one of these passphrases. Throws where none does. */
export async function reopen(client: Client, passphrases: readonly string[]): Promise<void> {
	const { device } = client;
	await begin(client);
	for (const passphrase of passphrases) {
		const result = await device.phone.moments.unlock(passphrase, noProgress);
		if (result === "failed") throw new Error(`${device.name} cannot read its disk`);
		if (result === "wrong-passphrase") continue;
		device.passphrase = passphrase;
		await device.phone.context.open?.exchange.settled();
		return;
	}
	throw new Error(`${device.name} opens with none of its passphrases`);
}

function within(life: Life, platform: Platform): Platform {
	const { argon2id, fetch: send, later } = platform;
	return {
		...platform,
		argon2id: (...given) => life.wait("keys argon2id", () => argon2id(...given)),
		fetch: (input, init) =>
			life.wait(`line ${init?.method ?? "GET"} ${input}`, () => outside(() => send(input, init))),
		later: (milliseconds, work) =>
			later(milliseconds, () => {
				if (life.reach("clock")) life.live(work);
			}),
	};
}

/** What is asked of the app is done within its life. */
function asked(life: Life, moments: Moments): Moments {
	return new Proxy(moments, {
		get(app, name): unknown {
			const work: unknown = Reflect.get(app, name);
			if (typeof work !== "function") return work;
			return (...given: readonly unknown[]): unknown =>
				life.live(() => Reflect.apply(work, app, given));
		},
	});
}
