// What the app does when the server is slow, gone, restored, or not to be trusted.
import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { fromHex } from "../../../crypto/ts/brands.ts";
import { type Fault, honestServer, problem, unheard } from "../honest-server.ts";
import { exchange, noProgress, type Phone, phone, restart, textsOf, write } from "../phone.ts";

const passphrase = "river lamp orange table sky";

interface Switch {
	fault: Fault;
}

/** A phone with backup turned on and one entry, and a switch for what happens on its line. */
async function backedUp(server = honestServer()) {
	const line: Switch = { fault: () => "pass" };
	const one = phone(server.connect(unheard((path) => line.fault(path))));
	await one.started;
	await one.moments.begin(passphrase, noProgress);
	await write(one, "the first");
	const result = await one.moments.turnOnBackup("moon-river", passphrase, noProgress);
	if (result.name !== "on") throw new Error(`backup: ${result.cause}`);
	await exchange(one);
	const account = one.context.open?.journal.vault.account ?? "";
	return { server, line, one, kit: result.kit, account };
}

async function joined(server: ReturnType<typeof honestServer>, kit: string, fault?: Fault) {
	const two = phone(server.connect(unheard(fault)));
	await two.started;
	expect(await two.moments.join(kit, passphrase, noProgress)).toMatchObject({ name: "joined" });
	return two;
}

const state = ({ moments }: Phone) => moments.saveState.value;

test("an invitation that does not work is refused, and one that works can follow", async () => {
	const server = honestServer();
	const one = phone(server.connect());
	await one.started;
	await one.moments.begin(passphrase, noProgress);
	const { moments } = one;
	const wrong = await moments.turnOnBackup("used-before", passphrase, noProgress);
	expect(wrong).toEqual({ name: "refused", cause: "invitation" });
	const typo = await moments.turnOnBackup("moon-river", "not the passphrase", noProgress);
	expect(typo).toEqual({ name: "refused", cause: "passphrase" });
	expect(moments.backup.value.name).toBe("off");
	expect(state(one).name).toBe("saved-here");
	expect((await moments.turnOnBackup("moon-river", passphrase, noProgress)).name).toBe("on");
});

test("offline it waits and says so; online again it is backed up", async () => {
	const { line, one } = await backedUp();
	line.fault = () => "lose-request";
	await write(one, "written offline");
	await exchange(one);
	expect(state(one)).toMatchObject({ name: "waiting" });
	const seen = one.moments.entries.value.map(({ text, backedUp }) => [text, backedUp]);
	expect(Object.fromEntries(seen)).toEqual({ "the first": true, "written offline": false });
	line.fault = () => "pass";
	one.clock.pass(60_000);
	await exchange(one);
	expect(state(one).name).toBe("backed-up");
});

test("500, HTML and half a body leave what is here untouched, and are said", async () => {
	const { line, one } = await backedUp();
	const html = () => new Response("<p>hotel</p>", { headers: { "content-type": "text/html" } });
	const half = () =>
		new Response(new Uint8Array([0x83, 0xa5]), {
			headers: { "content-type": "application/vnd.msgpack" },
		});
	for (const answer of [() => problem(500, "broken"), html, half]) {
		line.fault = answer;
		await write(one, "words");
		await exchange(one);
		expect(["waiting", "behind"]).toContain(state(one).name);
	}
	expect(textsOf(one)).toHaveLength(4);
	line.fault = () => "pass";
	await exchange(one);
	expect(state(one).name).toBe("backed-up");
});

test("[R39] a link is sent as the same bytes until a verified head contains it", async () => {
	const { server, line, one } = await backedUp();
	const isPush = (path: string) => path === "/api/log";
	const before = server.requests.filter(({ path }) => isPush(path)).length;
	for (const fate of ["lose-request", "lose-request", "lose-answer"] as const) {
		line.fault = (path) => (isPush(path) ? fate : "pass");
		if (before === 0 || textsOf(one).length === 1) await write(one, "its answer is lost");
		one.clock.pass(600_000);
		await exchange(one);
	}
	const pushes = server.requests.filter(({ path }) => isPush(path)).slice(before);
	expect(pushes.length).toBeGreaterThanOrEqual(3);
	expect(new Set(pushes.map(({ body }) => body.join())).size).toBe(1);
	line.fault = () => "pass";
	await exchange(one);
	expect(state(one).name).toBe("backed-up");
	expect(one.moments.notices.value).toEqual([]);
});

test("[R46] a server restored to an older state gets the missing part again, and it is said", async () => {
	const { server, one, account } = await backedUp();
	await write(one, "after the backup of the server");
	await exchange(one);
	server.restore(account, 2);
	await exchange(one);
	expect(one.moments.notices.value).toEqual(["healed"]);
	expect(server.accounts.get(account)?.chain.seq).toBe(4);
	expect(state(one).name).toBe("backed-up");
});

test("[R46] an account that is newer than the server's backup registers again", async () => {
	const { server, one, kit, account } = await backedUp();
	server.restore(account, 0);
	server.invitations.add("moon-river");
	await exchange(one);
	expect(one.moments.notices.value).toEqual(["healed"]);
	expect(state(one).name).toBe("backed-up");
	const two = await joined(server, kit.text);
	expect(textsOf(two)).toEqual(["the first"]);
});

test("nothing is called backed up where the server no longer knows the account", async () => {
	const { server, one, account } = await backedUp();
	server.restore(account, 0);
	expect(server.invitations.size).toBe(0);
	await exchange(one);
	expect(state(one)).toMatchObject({ name: "behind", cause: "signed-out" });
	server.invitations.add("moon-river");
	one.clock.pass(3_600_000);
	await exchange(one);
	expect(state(one).name).toBe("backed-up");
});

test("[R47] [R76] two histories with different rosters freeze the exchange for good; writing goes on", async () => {
	const { server, one, kit, account } = await backedUp();
	const two = await joined(server, kit.text);
	await exchange(one);
	const shared = server.accounts.get(account)?.chain.seq ?? 0;
	await write(one, "on the first branch");
	expect((await one.moments.makeSheet(passphrase, noProgress)).name).toBe("made");
	server.restore(account, shared);
	await write(two, "on the other branch");
	await exchange(two);
	await exchange(one);
	expect(one.moments.notices.value).toEqual(["fork"]);
	expect(state(one)).toMatchObject({ name: "behind", cause: "frozen" });
	await write(one, "still writing");
	const asked = server.requests.length;
	await exchange(one);
	expect(server.requests.length).toBe(asked);
	const again = restart(one);
	await again.started;
	await again.moments.unlock(passphrase, noProgress);
	await exchange(again);
	expect(server.requests.length).toBe(asked);
	expect(again.moments.notices.value).toContain("fork");
	expect(textsOf(again)).toContain("still writing");
});

test("what was tampered with is noticed, and nothing of it is used or pinned", async () => {
	const { server, one, kit, account } = await backedUp();
	const two = await joined(server, kit.text);
	await exchange(one);
	const before = await one.moments.headCode();
	await write(two, "a word that is changed on the way");
	await exchange(two);
	const log = server.accounts.get(account)?.log ?? [];
	const last = log.at(-1);
	const body = last?.revisions[0]?.body;
	if (!body) throw new Error("expected a body");
	body[40] = (body[40] ?? 0) ^ 1;
	await exchange(one);
	expect(one.moments.notices.value).toEqual(["tampered"]);
	expect(textsOf(one)).toEqual(["the first"]);
	expect(await one.moments.headCode()).toBe(before);
	body[40] = (body[40] ?? 0) ^ 1;
	one.clock.pass(600_000);
	await exchange(one);
	expect(textsOf(one)).toHaveLength(2);
});

test("a forgotten session is renewed without a word", async () => {
	const { server, line, one } = await backedUp();
	let once = 1;
	line.fault = (path) =>
		path.startsWith("/api/log") && once-- > 0 ? problem(401, "session") : "pass";
	await write(one, "words");
	await exchange(one);
	expect(state(one).name).toBe("backed-up");
	expect(server.requests.some(({ path }) => path === "/api/login")).toBe(true);
});

test("a full account is said, and loses nothing", async () => {
	const { line, one } = await backedUp();
	line.fault = (path) => (path === "/api/log" ? problem(413, "account-full") : "pass");
	await write(one, "one too many");
	await exchange(one);
	expect(state(one)).toMatchObject({ name: "behind", cause: "account-full" });
	expect(textsOf(one)).toContain("one too many");
});

test("kit and passphrase that do not open together are one cause", async () => {
	const { server, kit, account } = await backedUp();
	const two = phone(server.connect());
	await two.started;
	const { moments } = two;
	const wrong = await moments.join(kit.text, "another passphrase", noProgress);
	expect(wrong).toEqual({ name: "refused", cause: "kit-or-passphrase" });
	server.accounts.delete(account);
	const unknown = await moments.join(kit.text, passphrase, noProgress);
	expect(unknown).toEqual({ name: "refused", cause: "kit-or-passphrase" });
	const typo = kit.text.replace(/.$/, (symbol) => (symbol === "0" ? "G" : "0"));
	expect(await moments.join(typo, passphrase, noProgress)).toMatchObject({ name: "refused" });
	expect(await moments.join(kit.text.slice(6), passphrase, noProgress)).toEqual({
		name: "refused",
		cause: "length",
	});
	expect(moments.phase.value.name).toBe("new");
});

test("entries and drafts that are here join, and the joined passphrase opens them", async () => {
	const { server, one, kit } = await backedUp();
	const two = phone(server.connect());
	await two.started;
	await two.moments.begin("a passphrase of its own", noProgress);
	await write(two, "written before joining");
	await two.moments.keepDraft({ ...two.moments.newDraft(), text: "half a thought" });
	const entry = two.moments.entries.value[0];
	if (entry === undefined) throw new Error("expected an entry");
	await two.moments.keepDraft({
		...two.moments.editDraft(entry.id),
		text: "written before, edited",
	});
	const result = await two.moments.join(kit.text, passphrase, noProgress);
	expect(result).toEqual({ name: "joined", entries: 1 });
	expect(two.moments.drafts.value.map(({ text }) => text).toSorted()).toEqual([
		"half a thought",
		"written before, edited",
	]);
	await two.moments.save({ ...two.moments.editDraft(entry.id) });
	await exchange(two);
	await exchange(one);
	expect([...textsOf(one)].toSorted()).toEqual(["the first", "written before, edited"]);
	expect(textsOf(two)).toEqual(textsOf(one));

	const again = restart(two);
	await again.started;
	expect(await again.moments.unlock("a passphrase of its own", noProgress)).toBe(
		"wrong-passphrase",
	);
	expect(await again.moments.unlock(passphrase, noProgress)).toBe("open");
	expect(textsOf(again)).toEqual(textsOf(one));
});

test("[R43] both edit one entry offline, and both end with every word of both", async () => {
	const { server, line, one, kit } = await backedUp();
	const otherLine: Switch = { fault: () => "pass" };
	const two = await joined(server, kit.text, (path) => otherLine.fault(path));
	await exchange(one);
	line.fault = () => "lose-request";
	otherLine.fault = () => "lose-request";
	for (const [device, text] of [
		[one, "the very first"],
		[two, "the first of all"],
	] as const) {
		const entry = device.moments.entries.value[0];
		if (entry === undefined) throw new Error("expected an entry");
		await device.moments.save({ ...device.moments.editDraft(entry.id), text });
	}
	line.fault = () => "pass";
	otherLine.fault = () => "pass";
	for (const device of [one, two, one]) await exchange(device);
	expect(textsOf(one)).toEqual(["the very first of all"]);
	expect(textsOf(two)).toEqual(textsOf(one));
});

test("[R40] a kit made anew replaces the lost one, begins an epoch, and what waits follows it", async () => {
	const { server, line, one, kit } = await backedUp();
	const two = await joined(server, kit.text);
	await exchange(one);
	line.fault = () => "lose-request";
	await write(one, "under the old epoch, not sent");
	line.fault = () => "pass";
	const anew = await one.moments.turnOnBackup("", passphrase, noProgress);
	if (anew.name !== "on") throw new Error(anew.cause);
	await exchange(one);
	expect(state(one).name).toBe("backed-up");
	await write(two, "the other device follows");
	await exchange(two);
	await exchange(two);
	await exchange(one);
	expect(textsOf(one)).toHaveLength(3);
	expect(textsOf(two)).toEqual(textsOf(one));
	const three = phone(server.connect());
	await three.started;
	expect(await three.moments.join(kit.text, passphrase, noProgress)).toEqual({
		name: "refused",
		cause: "kit-or-passphrase",
	});
	expect(await three.moments.join(anew.kit.text, passphrase, noProgress)).toMatchObject({
		name: "joined",
	});
	expect(textsOf(three)).toEqual(textsOf(one));
});

test("no request holds a word of the journal", async () => {
	const { server, one } = await backedUp();
	await write(one, "canary-heliotrope");
	await exchange(one);
	const said = server.requests.map(({ body }) => Buffer.from(body).toString("latin1")).join();
	expect(said).not.toContain("heliotrope");
	expect(said).toContain(
		Buffer.from(fromHex(one.context.open?.journal.vault.account ?? "")).toString("latin1"),
	);
});
