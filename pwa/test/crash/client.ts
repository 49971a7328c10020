// A client that can end: the whole app, with a life of its own on its disk, its line and its keys.

import type { Moments } from "../../src/app/contract.ts";
import type { Platform } from "../../src/app/platform.ts";
import { noProgress, restart } from "../phone.ts";
import type { Device } from "../world/device.ts";
import { type Life, makeLife, outside } from "./life.ts";
import { giveDisk, leaveDisk } from "./seams.ts";

export interface Client {
	readonly device: Device;
	/** Its surroundings, which outlive it. */
	readonly platform: Platform;
	life: Life;
}

export function makeClient(device: Device): Client {
	return { device, platform: device.phone.platform, life: makeLife() };
}

/** Ends the life before, whatever it does, and makes ready for the next one. */
export function end(client: Client): void {
	client.life.stop();
	leaveDisk(client.platform.databaseName);
	client.life = makeLife();
}

/** Starts the app on the same disk and line: nothing of a life before is in memory. */
export async function start({ device, platform, life }: Client): Promise<void> {
	giveDisk(platform.databaseName, life);
	const phone = life.live(() => restart({ ...device.phone, platform: within(life, platform) }));
	device.phone = { ...phone, moments: asked(life, phone.moments) };
	await phone.started;
}

/** Opens with one of these passphrases, where there is something to open. Throws where none does. */
export async function open({ device }: Client, passphrases: readonly string[]): Promise<void> {
	const { phone, name } = device;
	if (phone.moments.phase.value.name === "new") return;
	for (const passphrase of passphrases) {
		const result = await phone.moments.unlock(passphrase, noProgress);
		if (result === "failed") throw new Error(`${name} cannot read its disk`);
		if (result === "wrong-passphrase") continue;
		device.passphrase = passphrase;
		await phone.context.open?.exchange.settled();
		return;
	}
	throw new Error(`${name} opens with none of its passphrases`);
}

function within(life: Life, platform: Platform): Platform {
	const { argon2id, fetch: send, later } = platform;
	return {
		...platform,
		argon2id: (...given) => life.wait("keys argon2id", () => argon2id(...given)),
		fetch: (input, init) =>
			life.wait(`line ${init?.method ?? "GET"} ${input}`, async () => {
				life.mark();
				const answer = await outside(() => send(input, init));
				life.mark();
				return answer;
			}),
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
