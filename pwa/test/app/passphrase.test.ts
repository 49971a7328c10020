// A passphrase that is changed, learned, forgotten; and the sheet that works without one.
import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import {
	again,
	changed,
	confirm,
	holders,
	meet,
	passphrase,
	remove,
	rosterOf,
	sheetOf,
	state,
	told,
	two,
} from "../holders.ts";
import { unheard } from "../honest-server.ts";
import { exchange, noProgress, phone, textsOf, write } from "../phone.ts";

test("the passphrase is changed on one device and learned on the other", async () => {
	const { server, one, other, kit } = await two();
	const refused = await one.moments.changePassphrase("not these words", changed, noProgress);
	expect(refused).toEqual({ name: "refused", cause: "passphrase" });
	const result = await one.moments.changePassphrase(passphrase, changed, noProgress);
	if (result.name !== "changed" || result.kit === undefined) throw new Error("expected a kit");
	expect(one.moments.backup.value).toEqual({ name: "kit-unconfirmed", ask: result.kit.ask });
	await confirm(one, result.kit);
	await meet(one, other);
	await told(other);
	expect(rosterOf(one)?.epoch).toBe(2);
	expect(one.moments.keyNews.value).toMatchObject({ changes: [], changedOn: undefined });
	expect(other.moments.keyNews.value.changedOn).toBe("2026-11-23");

	const later = await again(other, passphrase);
	await told(later);
	expect(later.moments.keyNews.value.changedOn).toBe("2026-11-23");
	const { learnPassphrase } = later.moments;
	expect(await learnPassphrase(passphrase, "something else entirely", noProgress)).toBe("other");
	expect(await learnPassphrase(passphrase, "", noProgress)).toBe("other");
	expect(await learnPassphrase("not these words", changed, noProgress)).toBe("passphrase");
	expect(await learnPassphrase(passphrase, changed, noProgress)).toBe("learned");
	expect(later.moments.keyNews.value.changedOn).toBeUndefined();
	for (const device of [one, later]) {
		await again(device, passphrase, "wrong-passphrase");
		const opened = await again(device, changed);
		await told(opened);
		expect(opened.moments.keyNews.value.changedOn).toBeUndefined();
		expect(textsOf(opened)).toEqual(["the first"]);
	}

	const fresh = phone(server.connect(unheard()));
	await fresh.started;
	const [before, mixed] = [
		await fresh.moments.join(kit, passphrase, noProgress),
		await fresh.moments.join(result.kit.text, passphrase, noProgress),
	];
	const no = { name: "refused", cause: "kit-or-passphrase" };
	expect([before, mixed]).toEqual([no, no]);
	expect(await fresh.moments.join(result.kit.text, changed, noProgress)).toMatchObject({
		name: "joined",
	});
	await told(fresh);
	expect(fresh.moments.keyNews.value).toMatchObject({ changes: [], changedOn: undefined });
});

test("without a connection the passphrase changes here at once, and the rest follows", async () => {
	const { one, other, line } = await two();
	line.fault = () => "lose-request";
	const result = await one.moments.changePassphrase(passphrase, changed, noProgress);
	expect(result).toEqual({ name: "changed", kit: undefined });
	const later = await again(one, changed);
	line.fault = () => "pass";
	later.clock.pass(600_000);
	await meet(later, other);
	await told(other);
	expect(later.moments.backup.value).toEqual({ name: "kit-unconfirmed", ask: 0 });
	expect(rosterOf(later)?.epoch).toBe(2);
	expect(other.moments.keyNews.value.changedOn).toBe("2026-11-23");
	const kit = await later.moments.turnOnBackup("", changed, noProgress);
	expect(kit.name).toBe("on");
});

test("without backup the new passphrase opens the journal, and the one before does not", async () => {
	const one = phone(() => Promise.reject(new TypeError("offline")));
	await one.started;
	await one.moments.begin(passphrase, noProgress);
	await write(one, "words");
	const result = await one.moments.changePassphrase(passphrase, changed, noProgress);
	expect(result).toEqual({ name: "changed", kit: undefined });
	await again(one, passphrase, "wrong-passphrase");
	expect(textsOf(await again(one, changed))).toEqual(["words"]);
});

test("a removed device changes its own passphrase alone, and nobody else is asked", async () => {
	const { one, other } = await two();
	expect(await remove(one, other)).toBe("done");
	await exchange(other);
	const result = await other.moments.changePassphrase(passphrase, changed, noProgress);
	expect(result).toEqual({ name: "changed", kit: undefined });
	expect(await remove(other, one, changed)).toBe("frozen");
	expect(await other.moments.makeSheet(changed, noProgress)).toEqual({
		name: "refused",
		cause: "frozen",
	});
	const later = await again(other, changed);
	await told(later);
	expect(later.moments.keyNews.value).toMatchObject({ changes: [], changedOn: undefined });
	expect(textsOf(later)).toEqual(["the first"]);
	await exchange(one);
	await told(one);
	expect(one.moments.keyNews.value.changedOn).toBeUndefined();
});

test("two that change the passphrase at the same time: either opens its own, and nobody is asked in vain", async () => {
	const { one, other, line, otherLine } = await two();
	for (const each of [line, otherLine]) each.fault = () => "lose-request";
	await one.moments.changePassphrase(passphrase, changed, noProgress);
	await other.moments.changePassphrase(passphrase, "amber willow quiet stone", noProgress);
	for (const each of [line, otherLine]) each.fault = () => "pass";
	for (const device of [one, other]) device.clock.pass(600_000);
	await meet(one, other);
	for (const device of [one, other]) {
		await told(device);
		expect(state(device).name).toBe("backed-up");
		expect(device.moments.keyNews.value.changedOn).toBeUndefined();
	}
});

test("a forgotten passphrase: the sheet alone brings everything to a fresh phone, under a new one", async () => {
	const { server, one, other, kit } = await two();
	const sheet = await sheetOf(one);
	const fresh = phone(server.connect(unheard()));
	await fresh.started;
	expect(await fresh.moments.checkSheet(kit)).toBe("is-kit");
	expect(await fresh.moments.checkKit(sheet)).toBe("is-sheet");
	expect(await fresh.moments.recover(kit, changed, noProgress)).toEqual({
		name: "refused",
		cause: "is-kit",
	});
	const result = await fresh.moments.recover(sheet, changed, noProgress);
	if (result.name !== "joined" || result.kit === undefined) throw new Error("expected a kit");
	await confirm(fresh, result.kit);
	expect(textsOf(fresh)).toEqual(["the first"]);
	await write(fresh, "recovered");
	await meet(fresh, one, other);
	for (const device of [fresh, one, other]) {
		expect(state(device).name).toBe("backed-up");
		expect([...textsOf(device)].toSorted()).toEqual(["recovered", "the first"]);
	}
	await told(other);
	expect(other.moments.keyNews.value.changedOn).toBe("2026-11-23");
	expect(textsOf(await again(fresh, changed))).toHaveLength(2);
	const last = phone(server.connect(unheard()));
	await last.started;
	expect(await last.moments.join(kit, passphrase, noProgress)).toMatchObject({ name: "refused" });
	expect(await last.moments.join(result.kit.text, changed, noProgress)).toMatchObject({
		name: "joined",
	});
});

test("a sheet that was withdrawn, or replaced by a newer one, opens nothing", async () => {
	const { server, one } = await two();
	const first = await sheetOf(one);
	const second = await sheetOf(one);
	const [sheet] = (await one.moments.whoHoldsKeys())?.holders.filter(
		({ kind }) => kind === "sheet",
	) ?? [undefined];
	const attempt = async (text: string) => {
		const fresh = phone(server.connect(unheard()));
		await fresh.started;
		return fresh.moments.recover(text, changed, noProgress);
	};
	expect(await attempt(first)).toEqual({ name: "refused", cause: "sheet" });
	const epoch = rosterOf(one)?.epoch ?? 0;
	expect(await one.moments.removeHolder(sheet?.id ?? "", passphrase, noProgress)).toBe("done");
	expect(rosterOf(one)?.epoch).toBe(epoch + 1);
	expect(await attempt(second)).toEqual({ name: "refused", cause: "sheet" });
	await exchange(one);
	expect(await holders(one)).toEqual(["device 1 here", "device 2", "kit 0"]);
});

test("a sheet whose making did not get through is no wish for later", async () => {
	const { one, line } = await two();
	line.fault = () => "lose-request";
	expect(await one.moments.makeSheet(passphrase, noProgress)).toEqual({
		name: "refused",
		cause: "unreachable",
	});
	expect(await one.moments.makeSheet(changed, noProgress)).toEqual({
		name: "refused",
		cause: "passphrase",
	});
	line.fault = () => "pass";
	one.clock.pass(600_000);
	await exchange(one);
	expect(await holders(one)).toEqual(["device 1 here", "device 2", "kit 0"]);
});

test("[A2] no request holds a passphrase, a sheet or a word of the journal", async () => {
	const { server, one } = await two();
	const sheet = await sheetOf(one);
	await one.moments.changePassphrase(passphrase, changed, noProgress);
	const said = server.requests.map(({ body }) => Buffer.from(body).toString("latin1")).join();
	for (const secret of [passphrase, changed, sheet, sheet.replaceAll(" ", ""), "the first"]) {
		expect(said).not.toContain(secret);
	}
});
