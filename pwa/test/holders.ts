// Phones of one account that change who holds a key.

import { expect, vi } from "vitest";
import { tellKeyNews } from "../src/app/key-news.ts";
import { type Fault, honestServer, unheard } from "./honest-server.ts";
import { exchange, noProgress, type Phone, phone, restart, write } from "./phone.ts";

export const passphrase = "river lamp orange table sky";
export const changed = "copper meadow winter violin";

export interface Line {
	fault: Fault;
}

/** One phone with backup and an entry, and others that have joined; each on a line of its own. */
export async function several(count: number) {
	const server = honestServer();
	const lines: Line[] = Array.from({ length: count }, () => ({ fault: () => "pass" }));
	const phones = lines.map((line) => phone(server.connect(unheard((path) => line.fault(path)))));
	for (const one of phones) await one.started;
	const [first, ...others] = phones;
	if (first === undefined) throw new Error("expected a phone");
	await first.moments.begin(passphrase, noProgress);
	await write(first, "the first");
	const backup = await first.moments.turnOnBackup("moon-river", passphrase, noProgress);
	if (backup.name !== "on") throw new Error(`backup: ${backup.cause}`);
	await confirm(first, backup.kit);
	for (const other of others) await other.moments.join(backup.kit.text, passphrase, noProgress);
	await meet(...phones);
	for (const device of phones) {
		await told(device);
		await dismiss(device);
	}
	return { server, lines, phones, kit: backup.kit.text };
}

export async function two() {
	const { phones, lines, ...rest } = await several(2);
	const [one, other] = phones;
	const [line, otherLine] = lines;
	if (!one || !other || !line || !otherLine) throw new Error("expected two phones");
	return { one, other, line, otherLine, ...rest };
}

export async function three() {
	const { phones, lines, ...rest } = await several(3);
	const [one, second, third] = phones;
	if (!one || !second || !third) throw new Error("expected three phones");
	return { one, second, third, lines, ...rest };
}

export async function confirm(one: Phone, kit: { readonly text: string; readonly ask: number }) {
	const group = kit.text.split(" ")[kit.ask - 1] ?? "";
	expect(await one.moments.confirmKit(group)).toBe(true);
}

export async function meet(...devices: readonly Phone[]): Promise<void> {
	for (const device of [...devices, ...devices]) await exchange(device);
}

/** What is told in the background has been told. */
export async function told({ context }: Phone): Promise<void> {
	await tellKeyNews(context);
}

export async function dismiss({ moments }: Phone): Promise<void> {
	moments.dismissKeyNews();
	await vi.waitFor(() => expect(moments.keyNews.value.changes).toEqual([]));
}

export async function again(device: Phone, words: string, expected = "open"): Promise<Phone> {
	device.context.open?.exchange.close();
	device.context.database?.close();
	const anew = restart(device);
	await anew.started;
	expect(await anew.moments.unlock(words, noProgress)).toBe(expected);
	await anew.context.open?.exchange.settled();
	return anew;
}

export const memberOf = ({ context }: Phone) => context.open?.journal.vault.member ?? "";
export const rosterOf = ({ context }: Phone) => context.open?.journal.chain.roster;
export const state = ({ moments }: Phone) => moments.saveState.value;
export const remove = (by: Phone, whom: Phone, words = passphrase) =>
	by.moments.removeHolder(memberOf(whom), words, noProgress);

export async function holders(device: Phone): Promise<readonly string[]> {
	const list = await device.moments.whoHoldsKeys();
	return (list?.holders ?? []).map(
		({ kind, number, isHere }) => `${kind} ${number}${isHere ? " here" : ""}`,
	);
}

export async function sheetOf(device: Phone, words = passphrase): Promise<string> {
	const made = await device.moments.makeSheet(words, noProgress);
	if (made.name !== "made") throw new Error(`sheet: ${made.cause}`);
	return made.sheet.text;
}
