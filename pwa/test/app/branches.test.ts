// Two branches of one log (R75 to R78): what heals by itself, and what freezes until a person says so.
import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { epochsOn, openJournal } from "../anew.ts";
import { accountOn, endOf, equal, erase, forked, restore } from "../branch.ts";
import { copyOf } from "../copy.ts";
import { again, meet, passphrase, remove, sheetOf, state, three, two } from "../holders.ts";
import { exchange, noProgress, type Phone, phone, textsOf, write } from "../phone.ts";
import { holds, rowsOf } from "../world/erased.ts";

test("[R77] a server set back to any earlier point, on which another device writes first, heals without a question", async () => {
	for (const back of [1, 3, 5]) {
		const { server, one, other } = await two();
		const shared = endOf(server);
		for (const at of [1, 2, 3, 4, 5]) {
			await write(one, `one ${at}`);
			await exchange(one);
			if (at === 5 - back) await exchange(other);
		}
		restore(server, shared + 5 - back);
		for (const at of [1, 2, 3]) {
			await write(other, `other ${at}`);
			await exchange(other);
		}
		await exchange(one);
		expect(one.moments.notices.value).toEqual(["healed"]);
		await equal(one, other);
		expect(textsOf(other)).toHaveLength(9);
		expect(other.moments.notices.value).toEqual([]);
	}
});

test("[R47] [R77] so it does where the first link that it meets was signed by a member that only the other branch has", async () => {
	for (const count of [1, 2, 4]) {
		const { server, one, other, kit } = await two();
		const shared = endOf(server);
		for (let at = 0; at < count; at += 1) {
			await write(one, `one ${at}`);
			await exchange(one);
		}
		restore(server, shared);
		const third = phone(server.connect());
		await third.started;
		await third.moments.join(kit, passphrase, noProgress);
		for (const at of [1, 2, 3, 4]) {
			await write(third, `third ${at}`);
			await exchange(third);
		}
		await exchange(one);
		expect(one.moments.notices.value).toContain("healed");
		expect(one.moments.notices.value).not.toContain("tampered");
		await meet(one, third, other);
		await equal(one, other, third);
		expect(textsOf(one)).toHaveLength(1 + count + 4);
	}
});

/** One has written and sent, and the other has written on a server that was set back to before. */
async function parted(written: readonly string[] = ["one, a", "one, b"]) {
	const made = await two();
	const shared = endOf(made.server);
	for (const text of written) {
		await write(made.one, text);
		await exchange(made.one);
	}
	restore(made.server, shared);
	await write(made.other, "other");
	await exchange(made.other);
	return { ...made, shared };
}

test("[R77] [R45] what was erased on one branch stays erased, though the server brings it back on the other", async () => {
	const { server, one, other } = await two();
	await write(other, "to be erased");
	await meet(other, one);
	const shared = endOf(server);
	const bodies = await erase(one, "to be erased");
	await write(one, "one");
	await exchange(one);
	await exchange(one);
	restore(server, shared);
	await write(other, "other");
	await exchange(other);
	const log = accountOn(server)[1].log;
	expect(bodies.some((body) => holds(log, body))).toBe(true);
	await exchange(one);
	for (const body of bodies) expect(holds(accountOn(server)[1].log, body)).toBe(false);
	await equal(one, other);
	for (const device of [other, await again(one, passphrase)]) {
		expect(textsOf(device).toSorted()).toEqual(["one", "other", "the first"]);
		for (const body of bodies) expect(holds(await rowsOf(device), body)).toBe(false);
	}
});

test("[R77] what was erased on the server's branch leaves the device that comes later", async () => {
	const { server, one, other } = await two();
	await write(one, "to be erased");
	await meet(one, other);
	const shared = endOf(server);
	await write(one, "one");
	await exchange(one);
	restore(server, shared);
	const bodies = await erase(other, "to be erased");
	await exchange(other);
	await exchange(other);
	await exchange(one);
	await equal(one, other);
	for (const device of [other, await again(one, passphrase)]) {
		expect(textsOf(device).toSorted()).toEqual(["one", "the first"]);
		for (const body of bodies) expect(holds(await rowsOf(device), body)).toBe(false);
	}
});

test("[R77] [R72] what lay under which key is looked up anew on another branch", async () => {
	const { server, one, other } = await two();
	const shared = endOf(server);
	for (const text of ["one, a", "one, b"]) await write(one, text);
	await exchange(one);
	expect((await one.moments.whoHoldsKeys())?.older).toBe(0);
	restore(server, shared);
	await write(other, "other");
	await exchange(other);
	await equal(one, other);
	for (const _ of "ab") await sheetOf(one);
	await meet(one, other);
	const before = epochsOn(server);
	expect((await one.moments.whoHoldsKeys())?.older).toBe(before[1]);
	expect(await one.moments.sealAnew()).toBe("begun");
	await meet(one, other);
	expect(Object.keys(epochsOn(server))).toEqual(["2"]);
});

/** Seals again all that lies under an older key. */
async function sealAll(device: Phone): Promise<void> {
	expect(await device.moments.sealAnew()).toBe("begun");
	for (const _ of "abc") await exchange(device);
}

test("[R77] [R73] erased on one branch and sealed again on the other, it is gone from both", async () => {
	for (const sealsFirst of [true, false]) {
		const { server, one, other } = await two();
		await write(one, "to be erased");
		for (const _ of "ab") await sheetOf(one);
		await meet(one, other);
		const shared = endOf(server);
		const bodies: string[] = [];
		const eraseOn = async (device: Phone): Promise<void> => {
			bodies.push(...(await erase(device, "to be erased")));
			for (const _ of "abc") await exchange(device);
		};
		await (sealsFirst ? sealAll : eraseOn)(one);
		restore(server, shared);
		await (sealsFirst ? eraseOn : sealAll)(other);
		await equal(one, other);
		for (const device of [other, await again(one, passphrase)]) {
			expect(textsOf(device)).toEqual(["the first"]);
			for (const body of bodies) expect(holds(await rowsOf(device), body)).toBe(false);
		}
		expect(Object.keys(epochsOn(server))).toEqual(["2"]);
	}
});

/** The other one writes, and has erased what it wrote first if so asked; then this one comes back, and nothing else is gone. */
async function comeTogether(one: Phone, other: Phone, erases: boolean): Promise<void> {
	const bodies = erases ? await erase(other, "other") : [];
	await write(other, "later");
	for (const _ of "ab") await exchange(other);
	await exchange(one);
	expect(one.moments.notices.value).toContain("healed");
	await equal(one, other);
	const left = erases ? ["later", "the first"] : ["later", "other", "the first"];
	for (const device of [other, await again(one, passphrase)]) {
		expect(textsOf(device).toSorted()).toEqual(left);
		for (const body of bodies) expect(holds(await rowsOf(device), body)).toBe(false);
	}
}

test("[R77] [R73] what was sealed again before the parting and once more after it is alive on both branches, and stays", async () => {
	for (const erases of [false, true]) {
		const { server, one, other } = await two();
		await write(other, "other");
		await meet(other, one);
		for (const _ of "ab") await sheetOf(one);
		await sealAll(one);
		for (const _ of "ab") await sheetOf(one);
		await meet(one, other);
		const shared = endOf(server);
		await sealAll(one);
		restore(server, shared);
		await comeTogether(one, other, erases);
	}
});

test("[R77] [R73] what one branch sealed again twice, and the other only once, is alive on both, and stays", async () => {
	for (const erases of [false, true]) {
		const { server, one, other } = await two();
		await write(other, "other");
		await meet(other, one);
		for (const _ of "ab") await sheetOf(one);
		await meet(one, other);
		const sealed = endOf(server) + 1;
		await sealAll(other);
		expect(endOf(server)).toBe(sealed + 1);
		// The new sealings are there, and no purge of what they stand for.
		restore(server, sealed);
		await exchange(one);
		for (const _ of "ab") await sheetOf(one);
		const parting = endOf(server);
		await sealAll(one);
		restore(server, parting);
		await exchange(other);
		await comeTogether(one, other, erases);
	}
});

test("[R77] whichever answer is lost, nothing else is, and no branch is made by it", async () => {
	for (let at = 0; at < 8; at += 1) {
		const { one, other, line } = await parted();
		let left = at;
		line.fault = () => (left-- === 0 ? "lose-answer" : "pass");
		await exchange(one);
		line.fault = () => "pass";
		const back = await again(one, passphrase);
		back.clock.pass(600_000);
		await equal(back, other);
		expect(textsOf(other)).toHaveLength(4);
	}
});

test("[R77] a server that takes what is missing and keeps none of it takes nothing from the device", async () => {
	const { server, one, line, shared } = await parted();
	const before = openJournal(one).chain.head;
	line.fault = (path) => (path === "/api/log" ? "forget" : "pass");
	for (const _ of "ab") {
		await exchange(one);
		one.clock.pass(600_000);
	}
	expect(one.moments.notices.value).not.toContain("healed");
	expect(state(one).name).toBe("behind");
	expect(textsOf(one)).toEqual(expect.arrayContaining(["one, a", "one, b"]));
	expect([shared + 1, openJournal(one).chain.seq]).toContain(endOf(server));
	expect(before).toBeTruthy();
});

test("[R76] a branch that lacks a removal is never adopted, and gets nothing", async () => {
	const { server, one, second, third } = await three();
	const shared = endOf(server);
	await remove(one, third);
	for (const author of [second, third]) {
		restore(server, shared);
		await write(author, "on a branch without the removal");
		await exchange(author);
		const [head, end] = [openJournal(one).chain.head, endOf(server)];
		await exchange(one);
		one.clock.pass(600_000);
		expect(openJournal(one).chain.head).toBe(head);
		expect(endOf(server)).toBe(end);
		expect(textsOf(one)).toEqual(["the first"]);
	}
	expect(one.moments.notices.value).toEqual(["fork"]);
});

test("[R76] a counter that stands for different revisions is a fork, on which nothing is adopted", async () => {
	const { server, one, other } = await forked();
	const [head, end] = [openJournal(one).chain.head, endOf(server)];
	await exchange(one);
	expect(one.moments.notices.value).toEqual(["fork"]);
	expect(openJournal(one).chain.head).toBe(head);
	expect(endOf(server)).toBe(end);
	expect(await one.moments.headCode()).not.toBe(await other.moments.headCode());
});

test("[R77] [R49] a device that meets a counter of its own on the other branch becomes a new member, and heals", async () => {
	const { server, one, other } = await two();
	const copy = await copyOf(one, server);
	const shared = endOf(server);
	await write(other, "other");
	await meet(other, one);
	restore(server, shared);
	await write(copy, "on the copy");
	await exchange(copy);
	await exchange(one);
	expect(one.moments.notices.value.toSorted()).toEqual(["healed", "renewed"]);
	await write(one, "later");
	await equal(one, other, copy);
	expect(textsOf(copy).toSorted()).toEqual(["later", "on the copy", "other", "the first"]);
	expect(openJournal(one).vault.member).not.toBe(openJournal(copy).vault.member);
});

test("[R78] a fork is brought together on a person's word: every word of both is kept, on every device", async () => {
	const { one, other } = await forked();
	await exchange(one);
	await write(one, "written meanwhile");
	expect(one.moments.isForked()).toBe(true);
	expect(await one.moments.bringTogether()).toBe("together");
	expect(one.moments.isForked()).toBe(false);
	expect(one.moments.notices.value).not.toContain("fork");
	await equal(one, other);
	const all = ["one", "other, again", "other, lost", "the first", "written meanwhile"];
	for (const device of [other, await again(one, passphrase)]) {
		expect(textsOf(device).toSorted()).toEqual(all);
	}
});

test("[R78] an edit of what only one history holds still replaces what it edited", async () => {
	const { one, other } = await forked();
	await exchange(one);
	const lost = one.moments.entries.value.find(({ text }) => text === "other, lost");
	if (lost === undefined) throw new Error("expected an entry");
	await one.moments.save({ ...one.moments.editDraft(lost.id), text: "other, lost, edited" });
	await one.moments.bringTogether();
	await equal(one, other);
	expect(textsOf(other)).toContain("other, lost, edited");
	expect(textsOf(other)).not.toContain("other, lost");
});

test("[R78] what was erased before a fork is brought together stays erased, sent or not", async () => {
	const { server, one, other } = await forked();
	await exchange(one);
	await write(one, "never sent");
	const bodies = [...(await erase(one, "never sent")), ...(await erase(one, "one"))];
	await one.moments.bringTogether();
	await equal(one, other);
	for (const device of [other, await again(one, passphrase)]) {
		expect(textsOf(device).toSorted()).toEqual(["other, again", "other, lost", "the first"]);
		for (const body of bodies) expect(holds(await rowsOf(device), body)).toBe(false);
	}
	for (const body of bodies) expect(holds(accountOn(server)[1].log, body)).toBe(false);
});

test("[R78] a copied device that wrote at the same counters becomes a new member as it is brought together", async () => {
	const { server, one, other } = await two();
	const copy = await copyOf(one, server);
	const shared = endOf(server);
	await write(one, "on the phone");
	await exchange(one);
	restore(server, shared);
	await write(copy, "on the copy");
	await exchange(copy);
	await exchange(one);
	expect(one.moments.notices.value).toEqual(["fork"]);
	expect(await one.moments.bringTogether()).toBe("together");
	expect(one.moments.notices.value).toEqual(["renewed"]);
	await equal(one, other, copy);
	expect(textsOf(other).toSorted()).toEqual(["on the copy", "on the phone", "the first"]);
	expect(openJournal(one).vault.member).not.toBe(openJournal(copy).vault.member);
});

test("[R78] histories that differ in who holds a key stay apart, and so it is said", async () => {
	const { server, one, second, third } = await three();
	const shared = endOf(server);
	await remove(one, third);
	restore(server, shared);
	await write(second, "without the removal");
	await exchange(second);
	await exchange(one);
	const { head } = openJournal(one).chain;
	expect(await one.moments.bringTogether()).toBe("apart");
	expect(openJournal(one).chain.head).toBe(head);
	const back = await again(one, passphrase);
	expect(back.moments.isForked()).toBe(true);
});

test("[R78] without a server nothing changes, and the question stays", async () => {
	const { one, line } = await forked();
	await exchange(one);
	const { head } = openJournal(one).chain;
	line.fault = () => "lose-request";
	expect(await one.moments.bringTogether()).toBe("later");
	expect(openJournal(one).chain.head).toBe(head);
	expect(one.moments.isForked()).toBe(true);
	line.fault = () => "pass";
	expect(await one.moments.bringTogether()).toBe("together");
});
