// The ladder of doors (C21): what each ends, what stays, and that a server out of reach changes nothing.
import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { type Fault, honestServer, unheard } from "../honest-server.ts";
import { exchange, noProgress, type Phone, phone, restart, textsOf, write } from "../phone.ts";
import { rowsOf } from "../world/erased.ts";

const passphrase = "river lamp orange table sky";

interface Line {
	fault: Fault;
}

/** A device with one page that is backed up. */
async function backedUp() {
	const server = honestServer();
	const line: Line = { fault: () => "pass" };
	const one = phone(server.connect(unheard((path) => line.fault(path))));
	await one.started;
	await one.moments.begin(passphrase, noProgress);
	await write(one, "first");
	const result = await one.moments.turnOnBackup("moon-river", passphrase, noProgress);
	if (result.name !== "on") throw new Error(`backup: ${result.cause}`);
	await exchange(one);
	return { server, line, one, kit: result.kit.text };
}

const state = ({ moments }: Phone) => moments.saveState.value.name;

async function unlocked(device: Phone): Promise<Phone> {
	device.context.open?.exchange.close();
	device.context.database?.close();
	const again = restart(device);
	await again.started;
	expect(await again.moments.unlock(passphrase, noProgress)).toBe("open");
	return again;
}

test("[C21] signed out here, writing goes on and the server is asked nothing, also after a restart", async () => {
	const { server, one } = await backedUp();
	expect(await one.moments.signOut()).toBe("done");
	expect(server.sessions()).toBe(0);
	const asked = server.requests.length;
	await write(one, "second");
	await exchange(one);
	expect(state(one)).toBe("saved-here");
	const again = await unlocked(one);
	await exchange(again);
	expect(again.moments.signedOut.value).toBe(true);
	expect(textsOf(again)).toHaveLength(2);
	expect(server.requests.length).toBe(asked);
	await again.moments.signIn();
	await exchange(again);
	expect(state(again)).toBe("backed-up");
	expect(server.sessions()).toBe(1);
});

test("[C21] without a connection no session ends and nothing is changed", async () => {
	const { server, line, one } = await backedUp();
	line.fault = () => "lose-request";
	expect(await one.moments.signOut()).toBe("unreachable");
	expect(await one.moments.signOutEverywhere()).toBe("unreachable");
	expect(await one.moments.eraseAccount(passphrase, noProgress)).toBe("unreachable");
	expect(one.moments.signedOut.value).toBe(false);
	expect(server.sessions()).toBe(1);
	line.fault = () => "pass";
	await write(one, "second");
	await exchange(one);
	expect(state(one)).toBe("backed-up");
});

test("[C21] [R50] signed out everywhere, every session ends and the other device signs in again with its key", async () => {
	const { server, one, kit } = await backedUp();
	const two = phone(server.connect(unheard()));
	await two.started;
	expect(await two.moments.join(kit, passphrase, noProgress)).toMatchObject({ name: "joined" });
	await exchange(two);
	expect(await one.moments.signOutEverywhere()).toBe("done");
	expect(server.sessions()).toBe(0);
	expect(one.moments.signedOut.value).toBe(true);
	await write(two, "second");
	await exchange(two);
	expect(state(two)).toBe("backed-up");
	expect(server.sessions()).toBe(1);
});

test("[C21] [R50] the account is erased for the passphrase alone; what is here stays and can be backed up anew", async () => {
	const { server, one } = await backedUp();
	const asked = server.requests.length;
	expect(await one.moments.eraseAccount("not these words", noProgress)).toBe("passphrase");
	expect(server.requests.length).toBe(asked);
	expect(await one.moments.eraseAccount(passphrase, noProgress)).toBe("done");
	expect(server.accounts.size).toBe(0);
	expect(one.moments.backup.value).toEqual({ name: "off" });
	expect(one.moments.onlyHere()).toBe(1);
	const again = await unlocked(one);
	expect(textsOf(again)).toEqual(["first"]);
	server.invitations.add("second-river");
	const result = await again.moments.turnOnBackup("second-river", passphrase, noProgress);
	expect(result.name).toBe("on");
	await exchange(again);
	expect(state(again)).toBe("backed-up");
	expect(again.moments.notices.value).not.toContain("fork");
});

test("[C21] an account that the server does not know any more is said so", async () => {
	const { server, one } = await backedUp();
	server.accounts.clear();
	expect(await one.moments.eraseAccount(passphrase, noProgress)).toBe("unknown");
	expect(one.moments.signedOut.value).toBe(false);
});

test("[C21] what is here alone is counted: drafts, what waits, and all of it without backup", async () => {
	const { line, one } = await backedUp();
	expect(one.moments.onlyHere()).toBe(0);
	line.fault = () => "lose-request";
	await write(one, "second");
	await one.moments.keepDraft({ ...one.moments.newDraft(), text: "half a thought" });
	expect(one.moments.onlyHere()).toBe(2);
	const alone = phone(honestServer().connect());
	await alone.started;
	await alone.moments.begin(passphrase, noProgress);
	for (const text of ["one", "two"]) await write(alone, text);
	await alone.moments.trashEntry(alone.moments.entries.value[0]?.id ?? alone.moments.newDraft().id);
	expect(alone.moments.onlyHere()).toBe(2);
});

test("[C21] forgotten here, no row is left, a new journal can begin, and the kit brings back what was backed up", async () => {
	const { server, line, one, kit } = await backedUp();
	line.fault = () => "lose-request";
	await write(one, "never sent");
	expect(await rowsOf(one)).not.toEqual([]);
	line.fault = () => "pass";
	expect(await one.moments.forgetHere()).toBe("done");
	expect(one.context.open).toBeUndefined();
	expect(one.moments.entries.value).toEqual([]);
	expect(one.moments.phase.value).toEqual({ name: "new" });
	expect(server.sessions()).toBe(0);
	const again = restart(one);
	await again.started;
	expect(again.moments.phase.value).toEqual({ name: "new" });
	expect(await rowsOf(again)).toEqual([]);
	const joined = await again.moments.join(kit, passphrase, noProgress);
	expect(joined).toMatchObject({ name: "joined" });
	expect(textsOf(again)).toEqual(["first"]);
});
