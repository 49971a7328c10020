// Changing who holds a key: putting a device out, making and withdrawing a sheet. Each asks for the passphrase first, and is a roster
// version that goes out with the next exchange, under the same compare-and-set as every link.

import { sheetQr, sheetSeeds, sheetText } from "../../../crypto/ts/kit.ts";
import { memberKinds } from "../../../crypto/ts/member.ts";
import { findMember } from "../../../crypto/ts/roster.ts";
import { StoreFailure } from "../store/failure.ts";
import { readIdentity } from "../store/identity.ts";
import { checkPassphrase } from "../vault/vault.ts";
import type { KeyList, Progress, RemoveResult, SheetResult } from "./contract.ts";
import { changeKeysMemo, type Exchange, unlessRefused } from "./exchange.ts";
import { keyListOf } from "./key-history.ts";
import { storedRosters } from "./key-news.ts";
import type { OpenJournal } from "./open-journal.ts";
import { drawPart } from "./papers.ts";
import type { Platform } from "./platform.ts";
import { isLeavingDue } from "./roster-change.ts";
import { countOlder } from "./sealing-anew.ts";

/** Undefined without backup: then nobody but this device holds a key. */
export async function whoHoldsKeys(journal: OpenJournal): Promise<KeyList | undefined> {
	if (!journal.memo.backup || journal.chain.roster === null) return undefined;
	const older = await countOlder(journal);
	return { ...keyListOf(await storedRosters(journal), journal.vault.member), older };
}

/** The wish is kept until it is fulfilled, also over a restart. */
export async function removeHolder(
	journal: OpenJournal,
	exchange: Exchange,
	{ argon2id }: Platform,
	id: string,
	passphrase: string,
	progress: Progress,
): Promise<RemoveResult> {
	progress(undefined);
	if (journal.stopped !== undefined) return "frozen";
	if (!(await isPassphrase(journal, argon2id, passphrase))) return "passphrase";
	try {
		await changeKeysMemo(journal, { leaving: [...new Set([...journal.memo.keys.leaving, id])] });
	} catch (error) {
		if (error instanceof StoreFailure) return "storage";
		throw error;
	}
	await exchangeNow(exchange);
	return isLeavingDue(journal) ? "waiting" : "done";
}

/** What could not be sent is no wish: the paper would be gone by then. */
export async function makeSheet(
	journal: OpenJournal,
	exchange: Exchange,
	{ argon2id, random }: Platform,
	passphrase: string,
	progress: Progress,
): Promise<SheetResult> {
	progress(undefined);
	if (journal.stopped !== undefined) return { name: "refused", cause: "frozen" };
	if (!(await isPassphrase(journal, argon2id, passphrase))) {
		return { name: "refused", cause: "passphrase" };
	}
	const sheet = { account: journal.vault.account, secret: random(16) };
	const { memberOf } = await import("../../../crypto/ts/kem.ts");
	const member = await memberOf(memberKinds.sheet, await sheetSeeds(sheet));
	journal.sheet = member;
	await exchangeNow(exchange);
	journal.sheet = undefined;
	if (journal.chain.roster === null || findMember(journal.chain.roster, member.id) === null) {
		const isAway = exchange.trouble()?.cause === "unreachable";
		return { name: "refused", cause: isAway ? "unreachable" : "server" };
	}
	const text = await sheetText(sheet);
	const part = drawPart(text, random);
	const known = { ...part, member: member.id, typed: null };
	const papers = { ...journal.memo.keys.papers, sheet: known };
	await unlessRefused(changeKeysMemo(journal, { papers }));
	return { name: "made", sheet: { text, qr: await sheetQr(sheet), ask: part.ask } };
}

export async function exchangeNow(exchange: Exchange): Promise<void> {
	exchange.wake();
	await exchange.settled();
}

async function isPassphrase(
	{ place }: OpenJournal,
	argon2id: Platform["argon2id"],
	passphrase: string,
): Promise<boolean> {
	const { wrapped } = await readIdentity(place);
	return checkPassphrase(argon2id, passphrase, wrapped);
}
