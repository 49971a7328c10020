import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { honestServer, unheard } from "../honest-server.ts";
import { exchange, noProgress, type Phone, phone, restart, write } from "../phone.ts";

const passphrase = "river lamp orange table sky";

async function begun(server = honestServer()): Promise<Phone> {
	const one = phone(server.connect(unheard()));
	await one.started;
	await one.moments.begin(passphrase, noProgress);
	await write(one, "tea with Ana");
	return one;
}

function firstOf({ moments }: Phone) {
	const [entry] = moments.entries.value;
	if (entry === undefined) throw new Error("expected an entry");
	return entry;
}

async function edit(device: Phone, text: string): Promise<void> {
	device.clock.pass(60_000);
	await device.moments.save({ ...device.moments.editDraft(firstOf(device).id), text });
}

async function told(device: Phone) {
	const found = await device.moments.history(firstOf(device).id);
	return found.map(({ text, device: where, isCurrent }) => [text, where, isCurrent]);
}

test("every version is there with its time, also after unlocking again, and one can be brought back", async () => {
	const one = await begun();
	const begin = one.clock.now;
	await edit(one, "tea and cake with Ana");
	await edit(one, "cake");
	const { id } = firstOf(one);
	const versions = await one.moments.history(id);
	expect(versions.map(({ text, savedAt }) => [text, savedAt])).toEqual([
		["cake", begin + 120_000],
		["tea and cake with Ana", begin + 60_000],
		["tea with Ana", begin],
	]);
	await one.moments.bringBack(id, versions[1]?.id ?? "");
	expect(firstOf(one).text).toBe("tea and cake with Ana");
	const again = restart(one);
	await again.started;
	await again.moments.unlock(passphrase, noProgress);
	expect(await told(again)).toEqual([
		["tea and cake with Ana", "here", true],
		["cake", "here", false],
		["tea and cake with Ana", "here", false],
		["tea with Ana", "here", false],
	]);
});

test("which device wrote a version is told, and both ends read the same history", async () => {
	const server = honestServer();
	const one = await begun(server);
	const result = await one.moments.turnOnBackup("moon-river", passphrase, noProgress);
	if (result.name !== "on") throw new Error(result.cause);
	await exchange(one);
	const two = phone(server.connect(unheard()), {}, one.clock);
	await two.started;
	await two.moments.join(result.kit.text, passphrase, noProgress);
	await edit(two, "tea and cake with Ana");
	await exchange(two);
	await exchange(one);
	expect(await told(one)).toEqual([
		["tea and cake with Ana", "another", true],
		["tea with Ana", "here", false],
	]);
	expect(await told(two)).toEqual([
		["tea and cake with Ana", "here", true],
		["tea with Ana", "another", false],
	]);
	await one.moments.bringBack(firstOf(one).id, "no such version");
	expect(firstOf(one).text).toBe("tea and cake with Ana");
});
