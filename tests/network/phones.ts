// The real app on two phones of one account, on real HTTP and a clock that is moved by hand: `node tests/network/phones.ts`. One JSON
// object a line on standard input; for each but `pass` one line on standard output, once nothing is under way any more.

import "fake-indexeddb/auto";
import { stdin, stdout } from "node:process";
import { createInterface } from "node:readline";
import { noProgress, type Phone, phone, textsOf, write } from "../../pwa/test/phone.ts";
import { patience } from "./clock.ts";
import { type Line, lineTo } from "./line.ts";

const passphrase = "river lamp orange table sky";
const clock = patience();

interface Walker {
	readonly device: Phone;
	readonly line: Line;
}

let walkers: readonly Walker[] = [];

type Given = { readonly [name: string]: unknown };

const ops: { readonly [op: string]: (given: Given) => Promise<unknown> } = {
	/** Two phones on lines of their own, at a practice whose origin they sign. */
	async begin({ origin, lines, invitation }) {
		for (const { device } of walkers) device.moments.lock();
		walkers = listOf(lines).map((address) => {
			const line = lineTo(address);
			return { line, device: phone(line.fetch, { origin: String(origin) }, clock) };
		});
		const [one, other] = walkers;
		if (one === undefined || other === undefined) throw new Error("expected two lines");
		for (const { device } of walkers) await device.started;
		await one.device.moments.begin(passphrase, noProgress);
		const { moments } = one.device;
		const backup = await moments.turnOnBackup(String(invitation), passphrase, noProgress);
		if (backup.name !== "on") throw new Error(`backup: ${backup.cause}`);
		await moments.confirmKit(backup.kit.text.split(" ")[backup.kit.ask - 1] ?? "");
		const joined = await other.device.moments.join(backup.kit.text, passphrase, noProgress);
		if (joined.name !== "joined") throw new Error(`join: ${JSON.stringify(joined)}`);
		return {};
	},

	/** Both sessions have run out. */
	async sign_out() {
		for (const { line } of walkers) line.forget();
		return {};
	},

	async write({ who, text }) {
		const walker = walkers[Number(who)];
		if (walker === undefined) throw new Error(`expected a phone, got ${who}`);
		await write(walker.device, String(text));
		return {};
	},

	/** Both are asked for an exchange at once, as when people look at their phones. */
	async look() {
		for (const { device } of walkers) device.moments.syncSoon();
		return {};
	},

	async wait({ seconds }) {
		clock.pass(Number(seconds) * 1000);
		return {};
	},

	/** What a person could see on each phone. */
	async see() {
		return { phones: await Promise.all(walkers.map(seen)) };
	},

	/** What the server says that it keeps, as the first phone asks it. */
	async ask() {
		const answer = await walkers[0]?.device.moments.whatServerSees();
		if (answer?.name !== "seen") throw new Error(`expected rows, got ${answer?.name}`);
		return { kept: Object.fromEntries(answer.tables.map(({ name, rows }) => [name, rows.length])) };
	},
};

async function seen({ device }: Walker) {
	const { context, moments } = device;
	const { notices, saveState } = moments;
	const chain = context.open?.journal.chain;
	const said = {
		texts: textsOf(device),
		saving: saveState.value.name,
		notices: notices.value,
		seq: chain?.seq ?? 0,
		head: chain?.head ?? "",
		code: (await moments.headCode()) ?? "",
	};
	for (const notice of notices.value) moments.dismiss(notice);
	return said;
}

/** Nothing is on its way, no round is at work, and what was accepted is shown. */
async function quiet(): Promise<void> {
	for (;;) {
		await Promise.all(walkers.map(({ line }) => line.quiet()));
		for (const { device } of walkers) {
			await device.context.open?.exchange.settled();
			await device.context.open?.journal.queue(async () => undefined);
		}
		if (walkers.every(({ line }) => line.isQuiet())) return;
	}
}

function listOf(value: unknown): readonly string[] {
	return Array.isArray(value) ? value.map(String) : [];
}

async function answer(given: Given): Promise<void> {
	const op = ops[String(given["op"])];
	if (op === undefined) throw new Error(`expected an op, got ${given["op"]}`);
	const said = await op(given);
	await quiet();
	stdout.write(`${JSON.stringify(said)}\n`);
}

for await (const line of createInterface({ input: stdin })) {
	const given: Given = JSON.parse(line);
	// Time passes while something else waits for it.
	if (given["op"] === "pass") clock.pass(Number(given["seconds"]) * 1000);
	else void answer(given);
}
