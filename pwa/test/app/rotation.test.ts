// Who holds a key, and how that changes: devices that are removed, over two and three phones.
import "fake-indexeddb/auto";
import { encode } from "@msgpack/msgpack";
import { expect, test, vi } from "vitest";
import {
	again,
	changed,
	dismiss,
	holders,
	meet,
	passphrase,
	remove,
	rosterOf,
	several,
	sheetOf,
	state,
	three,
	told,
	two,
} from "../holders.ts";
import { type HonestServer, problem, unheard } from "../honest-server.ts";
import { exchange, noProgress, type Phone, phone, textsOf, write } from "../phone.ts";

test("a removed device reads nothing new, says by whom and when, and keeps what it has", async () => {
	const { server, one, other } = await two();
	await write(other, "written on the other one");
	await exchange(other);
	expect(await remove(one, other)).toBe("done");
	await write(one, "after it was removed");
	await exchange(one);
	expect(state(one).name).toBe("backed-up");
	expect(rosterOf(one)?.epoch).toBe(2);

	await exchange(other);
	await told(other);
	expect(other.moments.notices.value).toEqual(["removed"]);
	expect(other.moments.keyNews.value.removal).toMatchObject({
		day: "2026-11-23",
		by: { kind: "device", number: 1, isHere: false },
	});
	expect(state(other)).toMatchObject({ name: "behind", cause: "removed" });
	expect(textsOf(other)).not.toContain("after it was removed");

	const asked = server.requests.length;
	await write(other, "and on");
	const later = await again(other, passphrase);
	await exchange(later);
	await told(later);
	expect(server.requests.length).toBe(asked);
	expect([...textsOf(later)].toSorted()).toEqual([
		"and on",
		"the first",
		"written on the other one",
	]);
	expect(await later.moments.exportReadable().text()).toContain("and on");
	expect(later.moments.keyNews.value.removal).toMatchObject({ day: "2026-11-23" });
	expect(textsOf(one)).not.toContain("and on");
});

test("a wrong passphrase removes nobody", async () => {
	const { one, other } = await two();
	expect(await remove(one, other, changed)).toBe("passphrase");
	await meet(one, other);
	expect(await holders(one)).toEqual(["device 1 here", "device 2", "kit 0"]);
	expect(state(other).name).toBe("backed-up");
});

test("a removal without a connection is kept over a restart and done with the next exchange", async () => {
	const { one, other, line } = await two();
	line.fault = () => "lose-request";
	expect(await remove(one, other)).toBe("waiting");
	const later = await again(one, passphrase);
	line.fault = () => "pass";
	later.clock.pass(600_000);
	await exchange(later);
	expect(await holders(later)).toEqual(["device 1 here", "kit 0"]);
	await exchange(other);
	expect(other.moments.notices.value).toEqual(["removed"]);
});

test("an answer that was lost removes once, not twice", async () => {
	const { one, other, line } = await two();
	let lose = 1;
	line.fault = (path) => (path === "/api/log" && lose-- > 0 ? "lose-answer" : "pass");
	await remove(one, other);
	one.clock.pass(600_000);
	await exchange(one);
	expect(rosterOf(one)?.epoch).toBe(2);
	expect(state(one).name).toBe("backed-up");
});

test("[R40] what a device wrote offline under the epoch before is sealed again, and none is stranded", async () => {
	const { one, second, third, lines } = await three();
	const offline = lines[2];
	if (offline === undefined) throw new Error("expected a line");
	offline.fault = () => "lose-request";
	for (const text of ["offline, a", "offline, b"]) await write(third, text);
	await exchange(third);
	expect(await remove(one, second)).toBe("done");
	await write(one, "under the new epoch");
	await exchange(one);
	offline.fault = () => "pass";
	third.clock.pass(600_000);
	await meet(third, one);
	expect(state(third).name).toBe("backed-up");
	expect([...textsOf(one)].toSorted()).toEqual([
		"offline, a",
		"offline, b",
		"the first",
		"under the new epoch",
	]);
	expect([...textsOf(third)].toSorted()).toEqual([...textsOf(one)].toSorted());
	await exchange(second);
	expect(textsOf(second)).toEqual(["the first"]);
});

test("[R39] two that change the roster at the same time both get their way, one after the other", async () => {
	const { one, second, third } = await three();
	const [removed, made] = await Promise.all([
		remove(one, third),
		second.moments.makeSheet(passphrase, noProgress),
	]);
	expect([removed, made.name]).toEqual(["done", "made"]);
	await meet(one, second);
	expect(await holders(one)).toEqual(["device 1 here", "device 2", "kit 0", "sheet 0"]);
	expect(await one.moments.headCode()).toBe(await second.moments.headCode());
	expect(state(second).name).toBe("backed-up");
});

test("[A4] [A10] nobody is removed by what a server says, only by a signed version", async () => {
	const { server, one, other, otherLine } = await two();
	const stranger = await several(1);
	const foreign = firstRoster(stranger.server);
	const harmed = rosterOf(one)?.bytes.map((byte, at) => (at === 30 ? byte ^ 1 : byte));
	const answers = [() => problem(401, "login"), () => rosters(foreign), () => rosters(harmed)];
	for (const [at, answer] of answers.entries()) {
		otherLine.fault = (path) => {
			if (path === "/api/rosters") return answer();
			return path === "/api/login" || path.startsWith("/api/log?") ? problem(401, "login") : "pass";
		};
		await exchange(other);
		expect(other.moments.notices.value).toEqual(at === 0 ? [] : ["tampered"]);
		expect(other.context.open?.journal.stopped).toBeUndefined();
	}
	otherLine.fault = () => "pass";
	other.clock.pass(600_000);
	await exchange(other);
	expect(state(other).name).toBe("backed-up");
	expect(await one.moments.headCode()).toBe(await other.moments.headCode());
	expect(server.requests.filter(({ path }) => path === "/api/rosters")).toHaveLength(3);
});

function firstRoster({ accounts }: HonestServer): Uint8Array | undefined {
	return [...accounts.values()][0]?.log[0]?.roster ?? undefined;
}

/** An answer that hands over this version. */
function rosters(version: Uint8Array | undefined): Response {
	const headers = { "content-type": "application/vnd.msgpack" };
	return new Response(encode({ rosters: [version] }), { headers });
}

test("[C20] a new device, a changed passphrase and a sheet are told on every device until seen, and stay listed", async () => {
	const { server, one, other, kit } = await two();
	const fresh = phone(server.connect(unheard()));
	await fresh.started;
	await fresh.moments.join(kit, passphrase, noProgress);
	await sheetOf(other);
	const made = await other.moments.changePassphrase(passphrase, changed, noProgress);
	expect(made.name).toBe("changed");
	await meet(one, other, fresh);
	const named = ({ moments }: Phone) =>
		moments.keyNews.value.changes.flatMap(({ added }) =>
			added.map(({ kind, number }) => `${kind} ${number}`),
		);
	await vi.waitFor(() => {
		expect(named(one)).toEqual(["device 3", "sheet 0", "kit 0"]);
		expect(named(other)).toEqual(["device 3", "sheet 0", "kit 0"]);
		expect(named(fresh)).toEqual(["sheet 0", "kit 0"]);
	});
	for (const device of [one, fresh]) {
		expect(device.moments.keyNews.value.changedOn).toBe("2026-11-23");
	}
	const later = await again(one, passphrase);
	await told(later);
	expect(named(later)).toEqual(["device 3", "sheet 0", "kit 0"]);
	await dismiss(later);
	const last = await again(later, passphrase);
	await told(last);
	expect(named(last)).toEqual([]);
	const list = await last.moments.whoHoldsKeys();
	expect(list?.changes.map(({ number }) => number)).toEqual([5, 4, 3, 2, 1, 0]);
	expect(await holders(last)).toEqual([
		"device 1 here",
		"device 2",
		"device 3",
		"kit 0",
		"sheet 0",
	]);
});

test("what a removed device wrote joins again by the kit, and nothing is there twice", async () => {
	const { one, other, kit } = await two();
	await remove(one, other);
	await exchange(other);
	await write(other, "written after it was removed");
	const result = await other.moments.join(kit, passphrase, noProgress);
	expect(result.name).toBe("joined");
	await meet(other, one);
	expect([...textsOf(one)].toSorted()).toEqual(["the first", "written after it was removed"]);
	expect([...textsOf(other)].toSorted()).toEqual([...textsOf(one)].toSorted());
	expect(state(other).name).toBe("backed-up");
});
