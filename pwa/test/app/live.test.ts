// Devices that are open follow each other, and what is said of the newest words stays true while the server stops, lags or lies.
import "fake-indexeddb/auto";
import { expect, test, vi } from "vitest";
import { type Fault, type HonestServer, honestServer } from "../honest-server.ts";
import { exchange, noProgress, type Phone, phone, restart, textsOf, write } from "../phone.ts";

const passphrase = "river lamp orange table sky";

interface Line {
	fault: Fault;
}

async function backedUp(server = honestServer()) {
	const line: Line = { fault: () => "pass" };
	const one = phone(server.connect((path) => line.fault(path)));
	await one.started;
	await one.moments.begin(passphrase, noProgress);
	await write(one, "the first");
	const result = await one.moments.turnOnBackup("moon-river", passphrase, noProgress);
	if (result.name !== "on") throw new Error(`backup: ${result.cause}`);
	await exchange(one);
	const account = one.context.open?.journal.vault.account ?? "";
	return { server, line, one, kit: result.kit, account };
}

async function joined(server: HonestServer, kit: string, line: Line = { fault: () => "pass" }) {
	const two = phone(server.connect((path) => line.fault(path)));
	await two.started;
	expect(await two.moments.join(kit, passphrase, noProgress)).toMatchObject({ name: "joined" });
	await exchange(two);
	return two;
}

async function listening(server: HonestServer, account: string, count: number): Promise<void> {
	await vi.waitFor(() => expect(server.accounts.get(account)?.listeners.size).toBe(count));
}

const state = ({ moments }: Phone) => moments.saveState.value;

function asked(server: HonestServer, path: string): number {
	return server.requests.filter((request) => request.path.startsWith(path)).length;
}

test("what is saved on one device shows on the other without any touch", async () => {
	const { server, one, kit, account } = await backedUp();
	const two = await joined(server, kit.text);
	await listening(server, account, 2);
	await write(one, "just now");
	one.clock.pass(1_000);
	await vi.waitFor(() => expect(textsOf(two)).toContain("just now"));
	expect(two.clock.now).toBe(phone(server.connect()).clock.now);
});

test("what one device pushed itself is not pulled", async () => {
	const { server, one, account } = await backedUp();
	await listening(server, account, 1);
	await one.context.open?.exchange.settled();
	const pulls = asked(server, "/api/log?after");
	const looks = asked(server, "/api/head");
	await write(one, "my own");
	one.clock.pass(1_000);
	await vi.waitFor(() => expect(state(one).name).toBe("backed-up"));
	await one.context.open?.exchange.settled();
	expect(asked(server, "/api/log?after")).toBe(pulls + 1);
	expect(asked(server, "/api/head")).toBeGreaterThan(looks);
});

test("many saves in a moment are one exchange", async () => {
	const { server, one, account } = await backedUp();
	await listening(server, account, 1);
	const before = server.accounts.get(account)?.chain.seq ?? 0;
	for (const text of ["a", "b", "c"]) await write(one, text);
	one.clock.pass(1_000);
	await vi.waitFor(() => expect(state(one).name).toBe("backed-up"));
	expect(server.accounts.get(account)?.chain.seq).toBe(before + 1);
});

test("out of sight nothing is open and nothing asks; back in sight what came meanwhile is there", async () => {
	const { server, one, kit, account } = await backedUp();
	const two = await joined(server, kit.text);
	await listening(server, account, 2);
	two.context.open?.exchange.leave();
	await listening(server, account, 1);
	await two.context.open?.exchange.settled();
	const before = server.requests.length;
	two.clock.pass(24 * 3_600_000);
	expect(server.requests.length).toBe(before);
	await write(one, "while nobody looked");
	one.clock.pass(1_000);
	await vi.waitFor(() => expect(state(one).name).toBe("backed-up"));
	expect(textsOf(two)).toEqual(["the first"]);
	two.context.open?.exchange.come();
	await vi.waitFor(() => expect(textsOf(two)).toHaveLength(2));
	await listening(server, account, 2);
	two.moments.lock();
	await listening(server, account, 1);
});

test("a server that was away is listened to again, and what came meanwhile is there", async () => {
	const { server, one, kit, account } = await backedUp();
	const line: Line = { fault: () => "pass" };
	const two = await joined(server, kit.text, line);
	await listening(server, account, 2);
	line.fault = () => "lose-request";
	two.context.open?.exchange.leave();
	two.context.open?.exchange.come();
	await two.context.open?.exchange.settled();
	await write(one, "while the line was dead");
	one.clock.pass(1_000);
	await vi.waitFor(() => expect(state(one).name).toBe("backed-up"));
	expect(state(two).name).toBe("backed-up");
	line.fault = () => "pass";
	two.clock.pass(300_000);
	await vi.waitFor(() => expect(textsOf(two)).toHaveLength(2));
	await listening(server, account, 2);
});

test("a stream that is held back on its way: the head is asked for each half minute", async () => {
	const { server, one, kit, account } = await backedUp();
	const silent = new ReadableStream<Uint8Array>();
	const held = () => new Response(silent, { headers: { "content-type": "text/event-stream" } });
	const two = await joined(server, kit.text, {
		fault: (path) => (path === "/api/events" ? held() : "pass"),
	});
	await vi.waitFor(() => expect(asked(server, "/api/events")).toBe(2));
	await write(one, "asked for");
	one.clock.pass(1_000);
	await vi.waitFor(() => expect(state(one).name).toBe("backed-up"));
	two.clock.pass(40_000);
	await vi.waitFor(() => expect(textsOf(two)).toContain("asked for"));
	await write(one, "asked for again");
	one.clock.pass(1_000);
	await vi.waitFor(() => expect(state(one).name).toBe("backed-up"));
	two.clock.pass(30_000);
	await vi.waitFor(() => expect(textsOf(two)).toContain("asked for again"));
	expect(asked(server, "/api/events")).toBe(2);
	expect(server.accounts.get(account)?.listeners.size).toBe(1);
});

test("a server that says it stored and did not is not said to be a backup", async () => {
	const { line, one } = await backedUp();
	line.fault = (path) => (path === "/api/log" ? "forget" : "pass");
	await write(one, "taken and thrown away");
	await exchange(one);
	expect(state(one)).toMatchObject({ name: "behind", cause: "server" });
	expect(one.moments.notices.value).toEqual([]);
	const again = restart(one);
	await again.started;
	await again.moments.unlock(passphrase, noProgress);
	await exchange(again);
	expect(state(again)).toMatchObject({ name: "behind", cause: "server" });
	line.fault = () => "pass";
	await exchange(again);
	expect(state(again).name).toBe("backed-up");
	expect(again.moments.notices.value).toEqual(["healed"]);
});

test("a server that lags is still sending, and not a backup before it has answered", async () => {
	const { server, one, account } = await backedUp();
	await listening(server, account, 1);
	let answer = (): void => undefined;
	const slow = new Promise<void>((resolve) => {
		answer = resolve;
	});
	const again = restart({ ...one, platform: { ...one.platform, fetch: lagging(one, slow) } });
	await again.started;
	one.moments.lock();
	await again.moments.unlock(passphrase, noProgress);
	await write(again, "slowly");
	again.clock.pass(1_000);
	await vi.waitFor(() => expect(asked(server, "/api/log")).toBeGreaterThan(0));
	expect(state(again)).toEqual({ name: "sending" });
	answer();
	await vi.waitFor(() => expect(state(again).name).toBe("backed-up"));
});

function lagging({ platform }: Phone, until: Promise<void>): typeof fetch {
	return async (input, init) => {
		await until;
		return platform.fetch(input, init);
	};
}

test("garbage in place of the head is waited out, and said where words wait", async () => {
	const { server, line, one, account } = await backedUp();
	await listening(server, account, 1);
	line.fault = (path) => (path === "/api/head" ? new Response("hello") : "pass");
	await write(one, "words");
	await exchange(one);
	expect(state(one)).toMatchObject({ name: "behind", cause: "server" });
	line.fault = () => "pass";
	await exchange(one);
	expect(state(one).name).toBe("backed-up");
	expect(one.moments.notices.value).toEqual([]);
});
