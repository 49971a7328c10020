// Two devices that each make a new kit, while neither kit was confirmed.
import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { honestServer } from "../honest-server.ts";
import { exchange, noProgress, phone } from "../phone.ts";

const passphrase = "river lamp orange table sky";

test("[R21] of two kits that were never typed back the newer one stays, and no epoch begins on its own", async () => {
	const server = honestServer();
	const one = phone(server.connect());
	await one.started;
	await one.moments.begin(passphrase, noProgress);
	const first = await one.moments.turnOnBackup("moon-river", passphrase, noProgress);
	if (first.name !== "on") throw new Error(first.cause);
	const two = phone(server.connect());
	await two.started;
	await two.moments.join(first.kit.text, passphrase, noProgress);
	const second = await two.moments.turnOnBackup("", passphrase, noProgress);
	if (second.name !== "on") throw new Error(second.cause);
	const epoch = () => two.context.open?.journal.chain.roster?.epoch;
	expect(epoch()).toBe(2);
	for (const device of [one, two, one, two]) await exchange(device);
	expect(epoch()).toBe(2);
	expect(one.moments.backup.value).toEqual({ name: "on", devices: 2 });
	const asked = first.kit.text.split(" ")[first.kit.ask - 1] ?? "";
	expect(await one.moments.confirmKit(asked)).toBe(false);
	expect(two.moments.backup.value).toEqual({ name: "kit-unconfirmed", ask: second.kit.ask });
	const three = phone(server.connect());
	await three.started;
	const joined = await three.moments.join(second.kit.text, passphrase, noProgress);
	expect(joined.name).toBe("joined");
	for (const device of [one, two, three]) await exchange(device);
	expect(one.moments.saveState.value.name).toBe("backed-up");
	expect(await one.moments.headCode()).toBe(await three.moments.headCode());
});
