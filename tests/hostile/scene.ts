// One account, a phone that writes, and a phone whose server lies: the victim. It holds a part of the log and words of its own
// that were never sent; the writer is ahead of it.

import "fake-indexeddb/auto";
import { entryOf, openJournal } from "../../pwa/test/anew.ts";
import { crooked, type Lie, type Said } from "../../pwa/test/crooked.ts";
import { meet, passphrase, sheetOf, two } from "../../pwa/test/holders.ts";
import { type HonestServer, problem, unheard } from "../../pwa/test/honest-server.ts";
import { exchange, noProgress, type Phone, phone, write } from "../../pwa/test/phone.ts";

export const unsent = "written here, and not sent";

export interface Scene {
	readonly server: HonestServer;
	readonly writer: Phone;
	readonly victim: Phone;
	readonly line: { lies: boolean; lie: Lie };
	/** Whether log-ins are refused. */
	readonly door: { shut: boolean };
	/** What the victim has asked since it was emptied: method, path, size of the body. */
	readonly asked: string[];
}

/** `ahead` is what the writer does while the victim does not look. */
export async function sceneOf(ahead: (writer: Phone) => Promise<unknown>): Promise<Scene> {
	const { server, one: writer, kit } = await two();
	const asked: string[] = [];
	const door = { shut: false };
	const refuses = (path: string) =>
		door.shut && path === "/api/login" ? problem(401, "login") : "pass";
	const { line, fetchIt } = crooked(server.connect(unheard(refuses)), (_, answer) => answer);
	const victim = phone((input, init) => {
		const size = init?.body instanceof Uint8Array ? init.body.length : 0;
		asked.push(`${init?.method} ${input} ${size}`);
		return fetchIt(input, init);
	});
	await victim.started;
	await victim.moments.join(kit, passphrase, noProgress);
	await meet(writer, victim, writer);
	for (const notice of victim.moments.notices.value) victim.moments.dismiss(notice);
	line.lie = () => Response.error();
	await write(victim, unsent);
	await victim.context.open?.exchange.settled();
	await ahead(writer);
	asked.length = 0;
	return { server, writer, victim, line, door, asked };
}

export function accountOn({ accounts }: HonestServer) {
	const [account] = accounts.values();
	if (account === undefined) throw new Error("expected an account");
	return account;
}

/** Answers one path of the API with what `lie` makes of the honest answer, and everything else honestly. */
export function onPath(begins: string, lie: (answer: Said) => object | Promise<object>): Lie {
	return (path, answer) => (path.startsWith(begins) ? lie(answer) : answer);
}

export const pinOf = (victim: Phone): number => openJournal(victim).chain.seq;

/** A link of two revisions, one whose bodies are purged, and the purge. */
export async function wordsAhead(writer: Phone): Promise<void> {
	for (const text of ["the second", "the third"]) await write(writer, text);
	await exchange(writer);
	await write(writer, "to be erased");
	await exchange(writer);
	await writer.moments.trashEntry(entryOf(writer, "to be erased").id);
	await writer.moments.eraseEntry(entryOf(writer, "to be erased").id);
	await exchange(writer);
}

/** A sheet, another one in its place, which begins an epoch, and words under the new key. */
export async function keysAhead(writer: Phone): Promise<void> {
	for (const _ of "ab") await sheetOf(writer);
	await write(writer, "under the new key");
	await exchange(writer);
}
