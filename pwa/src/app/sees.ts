// What the server keeps about this account, as it says itself; and, row by row, what of it opens here.

import { toSealed } from "../../../crypto/ts/brands.ts";
import { isCivilDay } from "../journal/day.ts";
import { textIn } from "../journal/field.ts";
import { isEntryKind, shownWordsOf } from "../journal/kinds.ts";
import { settingsKind } from "../journal/settings.ts";
import { sender } from "../sync/request.ts";
import { makeTransport } from "../sync/transport.ts";
import { readStored } from "../vault/reading.ts";
import { type Context, openSession } from "./context.ts";
import type { KeptRow, OpenedRow, Seen } from "./contract.ts";

/** Asks once more after a round of the exchange, which signs in where that is due. */
export async function whatServerSees(context: Context): Promise<Seen> {
	const { exchange } = openSession(context);
	if (exchange.backup().name === "off") return { name: "off" };
	const { kept } = makeTransport(sender(context.platform.fetch));
	let answer = await kept();
	if (!answer.ok && answer.failure === "signed-out") {
		exchange.wake();
		await exchange.settled();
		answer = await kept();
	}
	if (!answer.ok) return { name: answer.failure === "unreachable" ? "unreachable" : "server" };
	return { name: "seen", tables: answer.value };
}

/** Opens the very bytes that the server sent; undefined for a row that is no revision, or holds no body any more. */
export async function openKept(context: Context, row: KeptRow): Promise<OpenedRow | undefined> {
	const { journal } = openSession(context);
	const header = bytesOf(row, "header");
	const body = bytesOf(row, "body");
	if (header === undefined || body === undefined) return undefined;
	const { revisions } = await readStored(journal.vault.dataKeys, [
		{ header, body: toSealed(body) },
	]);
	const [revision] = revisions;
	if (revision === undefined) return { name: "closed" };
	const { kind, day, fields } = revision;
	if (kind === settingsKind) return { name: "settings" };
	if (!isEntryKind(kind) || !isCivilDay(day)) return { name: "other" };
	return { name: "entry", kind, day, words: shownWordsOf(kind, textIn(fields, "text"), fields) };
}

function bytesOf(row: KeptRow, column: string) {
	const value = row.find(({ name }) => name === column)?.value;
	return value instanceof Uint8Array ? new Uint8Array(value) : undefined;
}
