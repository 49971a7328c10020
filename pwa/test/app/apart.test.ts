// Histories that healing cannot take, and those that can never become one (R77 to R79): a person chooses which of them goes on.
import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { entryOf, epochsOn, openJournal } from "../anew.ts";
import { accountOn, endOf, equal, erase, forked, restore } from "../branch.ts";
import {
	again,
	confirm,
	meet,
	passphrase,
	remove,
	several,
	sheetOf,
	three,
	told,
} from "../holders.ts";
import type { HonestServer } from "../honest-server.ts";
import { exchange, noProgress, type Phone, textsOf, write } from "../phone.ts";
import { holds, rowsOf } from "../world/erased.ts";

test("[R77] what lies under an older key than the server's branch heals under the newest, and nobody is asked", async () => {
	const { server, phones } = await several(4);
	const [one, second, third, fourth] = phones;
	if (!one || !second || !third || !fourth) throw new Error("expected four phones");
	const shared = endOf(server);
	for (const text of ["one, a", "one, b"]) await write(one, text);
	await meet(one, fourth);
	restore(server, shared);
	await remove(second, third);
	await write(second, "under the new key");
	await exchange(second);
	await exchange(one);
	expect(one.moments.notices.value).toEqual(["healed"]);
	await write(one, "written later");
	await equal(one, second, fourth);
	expect(fourth.moments.notices.value).toEqual([]);
	const all = ["one, a", "one, b", "the first", "under the new key", "written later"];
	expect(textsOf(second).toSorted()).toEqual(all);
	expect(epochsOn(server)).toEqual({ 1: 1, 2: 4 });
});

/** One has removed the third on its branch; on the server's, the second has made a sheet. Each has erased something that both had. */
async function apart() {
	const made = await three();
	const { server, one, second, third } = made;
	for (const text of ["erased by one", "erased by the second"]) await write(one, text);
	await meet(one, second);
	const shared = endOf(server);
	await remove(one, third);
	const mine = await erase(one, "erased by one");
	await write(one, "after the removal");
	await one.moments.changeSettings({ idle: 15 });
	for (const _ of "ab") await exchange(one);
	restore(server, shared);
	await sheetOf(second);
	const theirs = await erase(second, "erased by the second");
	await write(second, "without the removal");
	for (const _ of "ab") await exchange(second);
	await exchange(one);
	await write(one, "written meanwhile");
	expect(await one.moments.bringTogether()).toBe("apart");
	return { ...made, bodies: [...mine, ...theirs] };
}

const both = ["after the removal", "the first", "without the removal", "written meanwhile"];

test("[R48] [R79] a device that stopped shows the code of its own history and that of the server's", async () => {
	const { one, second } = await apart();
	const [here, there] = [await one.moments.headCode(), await one.moments.otherCode()];
	expect(there).toBe(await second.moments.headCode());
	expect(here).not.toBe(there);
	expect(await second.moments.otherCode()).toBeUndefined();
});

test("[R79] [R45] where the server's history goes on, who joins it again brings every word, nothing twice and nothing erased", async () => {
	const { server, one, second, third, kit, bodies } = await apart();
	expect(await one.moments.join(kit, passphrase, noProgress)).toMatchObject({ name: "joined" });
	expect(one.moments.isForked()).toBe(false);
	await equal(one, second, third);
	await allWhole(server, bodies, [second, third, await again(one, passphrase)]);
	expect(second.moments.settings.value.idle).toBe(15);
	expect(wordsOn(server)).toBe(both.length + 1);
});

test("[R79] where this device's history goes on, the account begins anew with it, and the others join that", async () => {
	const { server, one, second, bodies } = await apart();
	expect(await one.moments.eraseAccount(passphrase, noProgress)).toBe("done");
	await exchange(second);
	server.invitations.add("star-river");
	const result = await one.moments.turnOnBackup("star-river", passphrase, noProgress);
	if (result.name !== "on") throw new Error(`backup: ${result.cause}`);
	await confirm(one, result.kit);
	expect(one.moments.isForked()).toBe(false);
	expect(one.moments.notices.value).toEqual([]);
	for (const device of [one, second]) device.clock.pass(600_000);
	await exchange(second);
	expect(await second.moments.bringTogether()).toBe("apart");
	expect(await second.moments.join(result.kit.text, passphrase, noProgress)).toMatchObject({
		name: "joined",
	});
	await equal(one, second);
	await allWhole(server, bodies, [second, await again(one, passphrase)]);
});

test("[R78] [R79] [R72] a fork since which something was sealed again stays apart, and joining again loses nothing of it", async () => {
	const { server, one, other, kit } = await forked(async (one) => {
		for (const _ of "ab") await sheetOf(one);
		expect(await one.moments.sealAnew()).toBe("begun");
		for (const _ of "abc") await exchange(one);
	});
	await exchange(one);
	expect(await one.moments.bringTogether()).toBe("apart");
	expect(await one.moments.join(kit, passphrase, noProgress)).toMatchObject({ name: "joined" });
	await equal(one, other);
	const all = ["one", "other, again", "other, lost", "the first"];
	for (const device of [other, await again(one, passphrase)]) {
		expect(textsOf(device).toSorted()).toEqual(all);
	}
	expect(wordsOn(server)).toBe(all.length);
});

test("[R79] an edit of what both histories hold stands, whichever of them goes on", async () => {
	const { one, second, kit } = await apart();
	await one.moments.save({
		...one.moments.editDraft(entryOf(one, "the first").id),
		text: "the first, edited",
	});
	expect(await one.moments.join(kit, passphrase, noProgress)).toMatchObject({ name: "joined" });
	await equal(one, second);
	expect(textsOf(second)).toContain("the first, edited");
	expect(textsOf(second)).not.toContain("the first");
});

async function allWhole(
	server: HonestServer,
	bodies: readonly string[],
	devices: readonly Phone[],
): Promise<void> {
	for (const device of devices) {
		await told(device);
		expect(textsOf(device).toSorted()).toEqual(both);
		for (const body of bodies) expect(holds(await rowsOf(device), body)).toBe(false);
		expect(openJournal(device).damaged).toBe(false);
	}
	for (const body of bodies) expect(holds(accountOn(server)[1].log, body)).toBe(false);
}

/** Bodies in the server's log. */
function wordsOn(server: HonestServer): number {
	return Object.values(epochsOn(server)).reduce((sum, count) => sum + count, 0);
}
