// Two phones that pair over a server that is honest, and over one that is not.
import "fake-indexeddb/auto";
import { decode, encode } from "@msgpack/msgpack";
import type { ReadonlySignal } from "@preact/signals";
import { afterEach, expect, test } from "vitest";
import { type Bytes, toHead, toRosterHash, toSeq } from "../../../crypto/ts/brands.ts";
import { Refused } from "../../../crypto/ts/errors.ts";
import type { Adding, Pairing } from "../../src/app/contract.ts";
import { checkPlace, type Place } from "../../src/app/entering.ts";
import { parseList, parseMap } from "../../src/store/wire.ts";
import { type Fault, type HonestServer, honestServer } from "../honest-server.ts";
import { exchange, noProgress, type Phone, phone, textsOf, write } from "../phone.ts";

const passphrase = "river lamp orange table sky";
/** Nobody acts by hand here: the mailbox is looked into again soon. */
const soon = {
	later(milliseconds: number, work: () => void) {
		const timer = setTimeout(work, Math.min(milliseconds, 20));
		return () => clearTimeout(timer);
	},
};
/** What is to end with its test. */
const left: (() => void)[] = [];
afterEach(() => {
	for (const end of left.splice(0)) end();
});

function until<S extends { readonly name: string }, N extends S["name"]>(
	state: ReadonlySignal<S>,
	...names: readonly N[]
): Promise<Extract<S, { readonly name: N }>> {
	return new Promise((resolve) => {
		const stop = state.subscribe((now) => {
			if (!isOne(now, names)) return;
			resolve(now);
			queueMicrotask(() => stop());
		});
	});
}

function isOne<S extends { readonly name: string }, N extends S["name"]>(
	state: S,
	names: readonly N[],
): state is Extract<S, { readonly name: N }> {
	return names.some((name) => name === state.name);
}

async function oldPhone(server: HonestServer): Promise<Phone> {
	const one = phone(server.connect(), soon);
	left.push(one.moments.lock);
	await one.started;
	await one.moments.begin(passphrase, noProgress);
	await write(one, "on the old phone");
	const on = await one.moments.turnOnBackup("moon-river", passphrase, noProgress);
	if (on.name !== "on") throw new Error(on.cause);
	await one.moments.confirmKit(on.kit.text.split(" ")[on.kit.ask - 1] ?? "");
	await exchange(one);
	return one;
}

async function newPhone(server: HonestServer, fault?: Fault): Promise<Phone> {
	const two = phone(server.connect(fault), soon);
	left.push(two.moments.lock);
	await two.started;
	return two;
}

async function begun(one: Phone, two: Phone, by: "qr" | "code", words = passphrase) {
	const adding: Adding = await one.moments.addPhone(words);
	const shown = await until(adding.state, "shown", "over");
	if (shown.name === "over") throw new Error(shown.cause);
	const pairing: Pairing = await two.moments.pairPhone(shown[by]);
	left.push(adding.stop, pairing.stop);
	return { adding, pairing };
}

const devices = (one: Phone): number =>
	one.context.open?.journal.chain.roster?.members.filter(({ kind }) => kind === 1).length ?? 0;

test.each(["qr", "code"] as const)("[R60] by %s: what both hold is one journal", async (by) => {
	const server = honestServer();
	const [one, two] = [await oldPhone(server), await newPhone(server)];
	await two.moments.begin("another one entirely here", noProgress);
	await write(two, "on the new phone");
	const { adding, pairing } = await begun(one, two, by);
	const [here, there] = await Promise.all([
		until(adding.state, "compare"),
		until(pairing.state, "compare"),
	]);
	expect(here.digits).toBe(there.digits);
	pairing.same(true);
	adding.same(true);
	await until(adding.state, "added");
	expect(await until(pairing.state, "passphrase")).toEqual({ name: "passphrase", wrong: false });
	pairing.open("not these words");
	await until(pairing.state, "joining");
	expect(await until(pairing.state, "passphrase")).toEqual({ name: "passphrase", wrong: true });
	pairing.open(passphrase);
	expect(await until(pairing.state, "joined")).toEqual({ name: "joined", entries: 1 });
	for (const device of [two, one, two]) await exchange(device);
	expect([...textsOf(one)].sort()).toEqual(["on the new phone", "on the old phone"]);
	expect(textsOf(two)).toEqual(textsOf(one));
	expect(devices(one)).toBe(2);
});

const flip = (message: Bytes): Bytes => message.map((byte, at) => (at === 20 ? byte ^ 1 : byte));

test.each([0, 1, 2, 3])(
	"[R57] [A25] message %i, changed on its way, ends it and changes nothing",
	async (wrong) => {
		const server = honestServer();
		const [one, two] = [await oldPhone(server), await newPhone(server)];
		server.mailboxes.tamper = (step, message) => (step === wrong ? flip(message) : message);
		const { adding, pairing } = await begun(one, two, "code");
		const over = await Promise.race([until(adding.state, "over"), until(pairing.state, "over")]);
		expect(over.cause).toBe("tampered");
		adding.stop();
		pairing.stop();
		expect(devices(one)).toBe(1);
		expect(two.moments.phase.value).toEqual({ name: "new" });
	},
);

test("[R57] [A25] an acceptance that was changed on its way opens nothing", async () => {
	const server = honestServer();
	const [one, two] = [await oldPhone(server), await newPhone(server)];
	server.mailboxes.tamper = (step, message) => (step === 4 ? flip(message) : message);
	const { adding, pairing } = await begun(one, two, "qr");
	await Promise.all([until(adding.state, "compare"), until(pairing.state, "compare")]);
	pairing.same(true);
	adding.same(true);
	expect((await until(pairing.state, "over")).cause).toBe("tampered");
	expect(two.moments.phase.value).toEqual({ name: "new" });
});

test("[R60] [A25] a log that ends before the accepted position is refused: the new phone knows better", async () => {
	const server = honestServer();
	const one = await oldPhone(server);
	const honest = server.connect();
	const two = phone(
		async (input, init) => shortened(String(input), await honest(input, init)),
		soon,
	);
	await two.started;
	const { adding, pairing } = await begun(one, two, "qr");
	await Promise.all([until(adding.state, "compare"), until(pairing.state, "compare")]);
	pairing.same(true);
	adding.same(true);
	await until(pairing.state, "passphrase");
	pairing.open(passphrase);
	expect((await until(pairing.state, "over")).cause).toBe("tampered");
	expect(two.moments.phase.value).toEqual({ name: "new" });
});

/** The log without its newest link, as an older state of the server would be. */
async function shortened(path: string, response: Response): Promise<Response> {
	if (!path.startsWith("/api/log?after=0")) return response;
	const page = parseMap(decode(new Uint8Array(await response.arrayBuffer())));
	const links = parseList(page["links"]).slice(0, -1);
	const older = { ...page, links, seq: links.length };
	const headers = { "content-type": "application/vnd.msgpack" };
	return new Response(new Uint8Array(encode(older)), { headers });
}

test("[R60] [A25] the log holds both positions that were told, with their rosters, or is refused", () => {
	const [head, other] = [toHead("aa".repeat(32)), toHead("bb".repeat(32))];
	const [first, second] = [toRosterHash("01".repeat(32)), toRosterHash("02".repeat(32))];
	const log: readonly Place[] = [
		{ link: { seq: toSeq(1), kind: 2, payload: [first] }, head: other },
		{ link: { seq: toSeq(2), kind: 1, payload: [] }, head },
		{ link: { seq: toSeq(3), kind: 2, payload: [second] }, head: other },
	];
	const told = { seq: toSeq(2), head, roster: first };
	checkPlace(log, told);
	checkPlace(log, { seq: toSeq(3), head: other, roster: second });
	const kindOf = (place: typeof told, links = log): string => {
		try {
			checkPlace(links, place);
			return "ok";
		} catch (error) {
			return error instanceof Refused ? error.kind : "another";
		}
	};
	expect(kindOf({ ...told, head: other })).toBe("previous");
	expect(kindOf({ ...told, seq: toSeq(4) })).toBe("previous");
	expect(kindOf(told, log.slice(0, 1))).toBe("previous");
	expect(kindOf(told, [])).toBe("previous");
	expect(kindOf({ ...told, roster: second })).toBe("roster");
});

test("[R59] [A25] a no on the new phone ends it on the old one, though its person says yes", async () => {
	const server = honestServer();
	const [one, two] = [await oldPhone(server), await newPhone(server)];
	const { adding, pairing } = await begun(one, two, "qr");
	await Promise.all([until(adding.state, "compare"), until(pairing.state, "compare")]);
	pairing.same(false);
	expect((await until(pairing.state, "over")).cause).toBe("different");
	expect((await until(adding.state, "over")).cause).toBe("stopped");
	adding.same(true);
	expect(devices(one)).toBe(1);
});

test("[C20] without the passphrase no offer is made", async () => {
	const server = honestServer();
	const one = await oldPhone(server);
	const adding = await one.moments.addPhone("not these words");
	expect((await until(adding.state, "over")).cause).toBe("passphrase");
	expect(server.requests.some(({ path }) => path.startsWith("/api/pairing"))).toBe(false);
});

test("[R60] [A25] a phone that locks while it shows an offer lets nobody in", async () => {
	const server = honestServer();
	const [one, two] = [await oldPhone(server), await newPhone(server)];
	const { adding, pairing } = await begun(one, two, "qr");
	await Promise.all([until(adding.state, "compare"), until(pairing.state, "compare")]);
	one.moments.lock();
	adding.same(true);
	expect((await until(adding.state, "over")).cause).toBe("stopped");
	expect((await until(pairing.state, "over")).cause).toBe("stopped");
	expect([...server.accounts.values()][0]?.chain.roster?.members.length).toBe(2);
});

test("[R13] [R60] a phone that is paired with a changed passphrase is not told of the change", async () => {
	const server = honestServer();
	const [one, two] = [await oldPhone(server), await newPhone(server)];
	const changed = "otter lantern quiet harbour";
	const result = await one.moments.changePassphrase(passphrase, changed, noProgress);
	expect(result.name).toBe("changed");
	await exchange(one);
	const { adding, pairing } = await begun(one, two, "qr", changed);
	await Promise.all([until(adding.state, "compare"), until(pairing.state, "compare")]);
	adding.same(true);
	pairing.same(true);
	await until(pairing.state, "passphrase");
	pairing.open(changed);
	await until(pairing.state, "joined");
	await exchange(two);
	expect(two.moments.keyNews.value.changedOn).toBeUndefined();
});
