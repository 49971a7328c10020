// This phone's lock beside the passphrase: never alone, never without being asked for, and gone with the keys.
import "fake-indexeddb/auto";
import { expect, test, vi } from "vitest";
import { toSealed } from "../../../crypto/ts/brands.ts";
import { readIdentity } from "../../src/store/identity.ts";
import { writePasskey } from "../../src/store/passkey.ts";
import {
	again,
	changed,
	confirm,
	meet,
	passphrase,
	remove,
	rosterOf,
	told,
	two,
} from "../holders.ts";
import { honestServer } from "../honest-server.ts";
import { noProgress, type Phone, phone, restart, textsOf, write } from "../phone.ts";
import { phoneLock } from "../phone-lock.ts";

const name = "Moments";

/** A phone without backup, with words on it and its lock turned on. */
async function withLock() {
	const lock = phoneLock();
	const one = phone(honestServer().connect(), { passkeys: async () => lock });
	await one.started;
	await one.moments.begin(passphrase, noProgress);
	await write(one, "words");
	await turnOn(one);
	return { lock, one };
}

async function turnOn({ moments }: Phone): Promise<void> {
	expect(await moments.turnOnPasskey(passphrase, name, noProgress)).toBe("on");
}

const openByLock = ({ moments }: Phone, stop = new AbortController().signal) =>
	moments.unlockByPasskey(noProgress, stop);

async function started(device: Phone): Promise<Phone> {
	device.context.open?.exchange.close();
	device.context.database?.close();
	const anew = restart(device);
	await anew.started;
	return anew;
}

const placeOf = ({ context }: Phone) => {
	if (context.open === undefined) throw new Error("expected an open journal");
	return context.open.journal.place;
};

test("[C19] [R67] it is off until the passphrase is given, and the phone's list names nobody", async () => {
	const lock = phoneLock();
	const one = phone(honestServer().connect(), { passkeys: async () => lock });
	await one.started;
	await one.moments.begin(passphrase, noProgress);
	expect(one.moments.passkey.value).toBe(false);
	expect(await openByLock(one)).toBe("refused");
	expect(await one.moments.turnOnPasskey("not these words", name, noProgress)).toBe("passphrase");
	expect(lock.asked).toBe(0);
	await turnOn(one);
	expect(one.moments.passkey.value).toBe(true);
	expect(lock.names).toEqual([name]);
});

test("[R67] [R70] it opens the journal after a lock and after a restart, and so does the passphrase", async () => {
	const { one, lock } = await withLock();
	one.moments.lock();
	expect(one.moments.passkey.value).toBe(true);
	expect(await openByLock(one)).toBe("open");
	expect(textsOf(one)).toEqual(["words"]);
	const anew = await started(one);
	expect(anew.moments.passkey.value).toBe(true);
	expect(await openByLock(anew)).toBe("open");
	await write(anew, "more");
	expect(textsOf(await again(anew, passphrase))).toHaveLength(2);
	expect(lock.asked).toBe(3);
});

test("[R67] not confirmed, deleted, without a PRF, or with another one: the passphrase opens it as before", async () => {
	const { one, lock } = await withLock();
	const anew = await started(one);
	const locked = { name: "locked", damaged: false };
	lock.confirms = false;
	expect(await openByLock(anew)).toBe("refused");
	lock.confirms = true;
	for (const [id, secret] of lock.secrets)
		lock.secrets.set(
			id,
			secret.map((byte) => byte ^ 1),
		);
	expect(await openByLock(anew)).toBe("refused");
	lock.secrets.clear();
	expect(await openByLock(anew)).toBe("refused");
	expect(anew.moments.phase.value).toEqual(locked);
	expect(await anew.moments.unlock(passphrase, noProgress)).toBe("open");
	expect(textsOf(anew)).toEqual(["words"]);
});

test("[R67] a passphrase that is typed while the phone asks opens it, and the question ends", async () => {
	const { one, lock } = await withLock();
	const anew = await started(one);
	const asking = new AbortController();
	lock.waits = true;
	const asked = openByLock(anew, asking.signal);
	await vi.waitFor(() => expect(lock.asked).toBe(2));
	asking.abort();
	expect(await anew.moments.unlock(passphrase, noProgress)).toBe("open");
	expect(await asked).toBe("refused");
	expect(textsOf(anew)).toEqual(["words"]);
});

test("[R67] a lock that keeps no key, or a no at the making, leaves it off", async () => {
	const lock = phoneLock();
	const one = phone(honestServer().connect(), { passkeys: async () => lock });
	await one.started;
	await one.moments.begin(passphrase, noProgress);
	lock.confirms = false;
	expect(await one.moments.turnOnPasskey(passphrase, name, noProgress)).toBe("refused");
	lock.hasPrf = false;
	expect(await one.moments.canUsePasskey()).toBe(false);
	expect(await one.moments.turnOnPasskey(passphrase, name, noProgress)).toBe("unsupported");
	expect(one.moments.passkey.value).toBe(false);
	expect((await readIdentity(placeOf(one))).passkey).toBeUndefined();
});

test("[R69] a wrap that was harmed opens nothing, is no damage to the journal, and can be turned off", async () => {
	const { one } = await withLock();
	const { passkey } = await readIdentity(placeOf(one));
	for (const harmed of [
		passkey?.map((byte, at) => (at === 60 ? byte ^ 1 : byte)),
		passkey?.slice(9),
	]) {
		await writePasskey(placeOf(one), toSealed(new Uint8Array(harmed ?? [])));
		one.moments.lock();
		expect(await openByLock(one)).toBe("refused");
		expect(await one.moments.unlock(passphrase, noProgress)).toBe("open");
	}
	expect(await one.moments.turnOffPasskey()).toBe("off");
	expect(one.moments.passkey.value).toBe(false);
});

test("[R70] turned off, nothing but the passphrase opens it, and the phone is told", async () => {
	const { one, lock } = await withLock();
	expect(await one.moments.turnOffPasskey()).toBe("off");
	expect(lock.secrets.size).toBe(0);
	expect((await readIdentity(placeOf(one))).passkey).toBeUndefined();
	const anew = await started(one);
	expect(anew.moments.passkey.value).toBe(false);
	expect(await openByLock(anew)).toBe("refused");
	expect(await anew.moments.unlock(passphrase, noProgress)).toBe("open");
});

test("[R70] a forgotten passphrase is replaced by a fresh verification, and never on a device that is merely unlocked", async () => {
	const { server, one, other } = await two();
	const lock = phoneLock();
	const mine = { ...one, platform: { ...one.platform, passkeys: async () => lock } };
	const here = await again(mine, passphrase);
	const change = () => here.moments.changePassphrase(undefined, changed, noProgress);
	const no = { name: "refused", cause: "passphrase" };
	expect(await change()).toEqual(no);
	await turnOn(here);
	here.moments.lock();
	expect(await openByLock(here)).toBe("open");
	lock.confirms = false;
	const before = lock.asked;
	expect(await change()).toEqual(no);
	expect(lock.asked).toBe(before + 1);
	expect(rosterOf(here)?.epoch).toBe(1);

	lock.confirms = true;
	const result = await change();
	if (result.name !== "changed" || result.kit === undefined) throw new Error("expected a kit");
	await confirm(here, result.kit);
	expect(rosterOf(here)?.epoch).toBe(2);
	await meet(here, other);
	await told(other);
	expect(other.moments.keyNews.value.changedOn).toBe("2026-11-23");

	await again(here, passphrase, "wrong-passphrase");
	const opened = await again(here, changed);
	expect(opened.moments.passkey.value).toBe(true);
	opened.moments.lock();
	expect(await openByLock(opened)).toBe("open");
	const fresh = phone(server.connect());
	await fresh.started;
	const joined = await fresh.moments.join(result.kit.text, changed, noProgress);
	expect(joined).toMatchObject({ name: "joined" });
	expect(textsOf(fresh)).toEqual(["the first"]);
});

test("[R70] a device that forgot its passphrase learns one that was changed elsewhere by its lock", async () => {
	const { one, other } = await two();
	const lock = phoneLock();
	const mine = { ...other, platform: { ...other.platform, passkeys: async () => lock } };
	const here = await again(mine, passphrase);
	await turnOn(here);
	const result = await one.moments.changePassphrase(passphrase, changed, noProgress);
	expect(result.name).toBe("changed");
	await meet(one, here);
	const { learnPassphrase } = here.moments;
	lock.confirms = false;
	expect(await learnPassphrase(undefined, changed, noProgress)).toBe("passphrase");
	lock.confirms = true;
	expect(await learnPassphrase(undefined, "something else entirely", noProgress)).toBe("other");
	expect(await learnPassphrase(undefined, changed, noProgress)).toBe("learned");
	await again(here, passphrase, "wrong-passphrase");
	await again(here, changed);
});

test("[R70] a new epoch leaves it as it is", async () => {
	const { one, other } = await two();
	const lock = phoneLock();
	const mine = { ...one, platform: { ...one.platform, passkeys: async () => lock } };
	const here = await again(mine, passphrase);
	await turnOn(here);
	expect(await remove(here, other)).toBe("done");
	await write(here, "in the next epoch");
	here.moments.lock();
	expect(await openByLock(here)).toBe("open");
	expect(textsOf(here)).toHaveLength(2);
});

test("[C21] [R70] signed out here or everywhere, or forgotten here, the lock opens nothing any more", async () => {
	const doors = [
		({ moments }: Phone) => moments.signOut(),
		({ moments }: Phone) => moments.signOutEverywhere(),
		({ moments }: Phone) => moments.forgetHere(),
	];
	for (const through of doors) {
		const { one, line } = await two();
		const lock = phoneLock();
		const mine = { ...one, platform: { ...one.platform, passkeys: async () => lock } };
		const here = await again(mine, passphrase);
		await turnOn(here);
		line.fault = () => "lose-request";
		expect(await here.moments.signOut()).toBe("unreachable");
		expect(here.moments.passkey.value).toBe(true);
		line.fault = () => "pass";
		expect(await through(here)).toBe("done");
		expect(here.moments.passkey.value).toBe(false);
		expect(lock.secrets.size).toBe(0);
		expect((await started(here)).moments.passkey.value).toBe(false);
	}
});

test("[C18] a lock that comes while the phone asks wins: nothing is turned on, opened or changed", async () => {
	const { one, lock } = await withLock();
	expect(await one.moments.turnOffPasskey()).toBe("off");
	lock.meanwhile = one.moments.lock;
	expect(await one.moments.turnOnPasskey(passphrase, name, noProgress)).toBe("refused");
	expect([one.moments.passkey.value, lock.secrets.size]).toEqual([false, 0]);
	expect(await one.moments.unlock(passphrase, noProgress)).toBe("open");
	lock.meanwhile = () => undefined;
	await turnOn(one);
	lock.meanwhile = one.moments.lock;
	expect(await one.moments.changePassphrase(undefined, changed, noProgress)).toMatchObject({
		name: "refused",
	});
	expect(await openByLock(one)).toBe("failed");
	expect(one.context.open).toBeUndefined();
	expect(textsOf(await again(one, passphrase))).toEqual(["words"]);
});
