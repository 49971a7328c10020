// A phone whose storage was copied, or set back to an older state (R49).
import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { copyOf } from "../copy.ts";
import { honestServer, unheard } from "../honest-server.ts";
import { exchange, noProgress, type Phone, phone, restart, textsOf, write } from "../phone.ts";

const passphrase = "river lamp orange table sky";

async function backedUp(server = honestServer()) {
	const one = phone(server.connect(unheard()));
	await one.started;
	await one.moments.begin(passphrase, noProgress);
	await write(one, "the first");
	const result = await one.moments.turnOnBackup("moon-river", passphrase, noProgress);
	if (result.name !== "on") throw new Error(`backup: ${result.cause}`);
	await exchange(one);
	return { server, one, kit: result.kit.text };
}

const memberOf = ({ context }: Phone) => context.open?.journal.vault.member;
const state = ({ moments }: Phone) => moments.saveState.value.name;

async function meet(...devices: readonly Phone[]): Promise<void> {
	for (const device of [...devices, ...devices]) await exchange(device);
}

test("[R49] a copied phone becomes a device of its own, and no word of either is lost", async () => {
	const { server, one, kit } = await backedUp();
	const copy = await copyOf(one, server);
	const before = memberOf(one);
	expect(memberOf(copy)).toBe(before);
	for (const text of ["on the phone", "on the phone, later"]) await write(one, text);
	for (const text of ["a", "b", "c", "d"]) await write(copy, `on the copy, ${text}`);
	const [entry] = copy.moments.entries.value.filter(({ text }) => text === "on the copy, a");
	if (entry === undefined) throw new Error("expected an entry");
	await copy.moments.save({
		...copy.moments.editDraft(entry.id),
		text: "on the copy, a, edited",
	});
	await exchange(one);
	await exchange(copy);
	expect(copy.moments.notices.value).toEqual(["renewed"]);
	expect(state(copy)).toBe("backed-up");
	expect(memberOf(copy)).not.toBe(before);
	await meet(one, copy);
	expect(memberOf(one)).toBe(before);
	expect(one.moments.notices.value).toEqual([]);
	expect([...textsOf(one)].toSorted()).toEqual([
		"on the copy, a, edited",
		"on the copy, b",
		"on the copy, c",
		"on the copy, d",
		"on the phone",
		"on the phone, later",
		"the first",
	]);
	for (const device of [one, copy]) {
		const again = restart(device);
		await again.started;
		expect(await again.moments.unlock(passphrase, noProgress)).toBe("open");
		await write(again, `after, ${memberOf(again)}`);
		await exchange(again);
		expect(state(again)).toBe("backed-up");
		expect(again.moments.backup.value).toMatchObject({ name: "kit-unconfirmed" });
	}
	const three = phone(server.connect(unheard()));
	await three.started;
	await three.moments.join(kit, passphrase, noProgress);
	expect(textsOf(three)).toHaveLength(9);
});

test("[R49] a phone that was set back finds what it had sent, and goes on", async () => {
	const { server, one } = await backedUp();
	const earlier = await copyOf(one, server);
	await write(one, "sent before it was set back");
	await exchange(one);
	one.moments.lock();
	await exchange(earlier);
	expect([...textsOf(earlier)].toSorted()).toEqual(["sent before it was set back", "the first"]);
	expect(earlier.moments.notices.value).toEqual(["renewed"]);
	await write(earlier, "and on");
	await exchange(earlier);
	expect(state(earlier)).toBe("backed-up");
	expect(textsOf(earlier)).toHaveLength(3);
});

test("[R49] [R40] a device of its own follows the epochs like any other", async () => {
	const { server, one } = await backedUp();
	const copy = await copyOf(one, server);
	await write(one, "on the phone");
	await exchange(one);
	await write(copy, "on the copy");
	await meet(copy, one);
	const anew = await one.moments.turnOnBackup("", passphrase, noProgress);
	expect(anew.name).toBe("on");
	await write(copy, "under the new epoch");
	await meet(copy, one);
	expect(state(copy)).toBe("backed-up");
	expect(copy.moments.notices.value).toEqual(["renewed"]);
	expect([...textsOf(one)].toSorted()).toEqual([...textsOf(copy)].toSorted());
	expect(textsOf(one)).toHaveLength(4);
});

test("[R49] ended half-way it goes on as the same new device, and erasing waits for it", async () => {
	const { server, one } = await backedUp();
	// What it pulls gets through, and nothing that it sends.
	let isDeaf = true;
	const copy = await copyOf(one, server, (path) =>
		isDeaf && path === "/api/log" ? "lose-request" : "pass",
	);
	await write(one, "on the phone");
	await exchange(one);
	for (const text of ["to be erased", "kept"]) await write(copy, text);
	await exchange(copy);
	const successor = copy.context.open?.journal.vault.successor?.member;
	expect(successor).toBeDefined();
	const [entry] = copy.moments.entries.value.filter(({ text }) => text === "to be erased");
	if (entry === undefined) throw new Error("expected an entry");
	await copy.moments.trashEntry(entry.id);
	expect(await copy.moments.eraseEntry(entry.id)).toBe("erased");
	copy.context.open?.exchange.close();
	copy.context.database?.close();
	isDeaf = false;
	const again = restart(copy);
	await again.started;
	await again.moments.unlock(passphrase, noProgress);
	await exchange(again);
	expect(memberOf(again)).toBe(successor);
	expect(state(again)).toBe("backed-up");
	await meet(one, again);
	for (const device of [one, again]) {
		expect([...textsOf(device)].toSorted()).toEqual(["kept", "on the phone", "the first"]);
		expect(device.moments.trash.value).toEqual([]);
	}
});

test("[R49] without a place for one more device it stops, says so, and loses nothing", async () => {
	const { server, one, kit } = await backedUp();
	for (let count = 0; count < 9; count += 1) {
		const other = phone(server.connect(unheard()));
		await other.started;
		expect(await other.moments.join(kit, passphrase, noProgress)).toMatchObject({ name: "joined" });
	}
	await exchange(one);
	const copy = await copyOf(one, server);
	await write(one, "on the phone");
	await exchange(one);
	await write(copy, "on the copy");
	await exchange(copy);
	expect(copy.moments.notices.value).toEqual(["cloned"]);
	expect(copy.moments.saveState.value).toMatchObject({ name: "behind", cause: "frozen" });
	expect(textsOf(copy)).toContain("on the copy");
});
