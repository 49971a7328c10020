// A changed passphrase. It opens this device at once; with backup a kit made with it takes the place of the one before, and a sealed
// check tells the other devices, which open with the one before until they learn the new one.

import { type Bytes, type Sealed, toHex } from "../../../crypto/ts/brands.ts";
import { counters } from "../../../crypto/ts/chain.ts";
import type { CivilDay } from "../journal/day.ts";
import { StoreFailure } from "../store/failure.ts";
import { changeIdentity, readIdentity } from "../store/identity.ts";
import { writePassphrase } from "../store/passphrase.ts";
import { type Check, checkFields, checkKind, checkSchema, makeCheck } from "../vault/check.ts";
import { rewrap } from "../vault/vault.ts";
import { onlyRecord, type Written, writeRevision } from "../vault/writing.ts";
import { type Made, makeKit } from "./backup.ts";
import type { Kit, LearnResult, PassphraseResult, Progress } from "./contract.ts";
import { changeMemo, type Exchange, unlessRefused } from "./exchange.ts";
import { type Memo, sealMemo, type WantedKit } from "./memo.ts";
import type { OpenJournal } from "./open-journal.ts";
import { checkPassed } from "./passphrase-checks.ts";
import type { Platform } from "./platform.ts";
import { exchangeNow } from "./rotating.ts";

/** Gives the local key to who may change what opens it: by the present passphrase, or by a passkey that is asked for right then. */
export type LocalKey = () => Promise<Bytes | undefined>;

/** `day` is today, for the other devices to say when it was. */
export async function changePassphrase(
	journal: OpenJournal,
	exchange: Exchange,
	platform: Platform,
	localKey: LocalKey,
	next: string,
	day: CivilDay,
	progress: Progress,
): Promise<PassphraseResult> {
	progress(undefined);
	const { argon2id, random } = platform;
	const opened = await localKey();
	if (opened === undefined) return { name: "refused", cause: "passphrase" };
	const changed = await rewrap(argon2id, opened, next, random);
	try {
		if (!journal.memo.backup || journal.stopped === "removed") {
			await changeIdentity(journal.place, { wrapped: changed });
			return { name: "changed", kit: undefined };
		}
		if (journal.stopped !== undefined) return { name: "refused", cause: "frozen" };
		const made = await makeKit(journal.vault, platform, next);
		const check = await makeCheck(argon2id, journal.vault, next);
		await keepChange(journal, changed, made.wanted, check, day);
		return { name: "changed", kit: await enterKit(journal, exchange, made) };
	} catch (error) {
		if (error instanceof StoreFailure) return { name: "refused", cause: "storage" };
		throw error;
	}
}

/** What follows from a passphrase that is new to the account while this device has it already (a recovery). */
export async function announcePassphrase(
	journal: OpenJournal,
	exchange: Exchange,
	{ argon2id }: Platform,
	made: Made,
	passphrase: string,
	day: CivilDay,
): Promise<Kit | undefined> {
	const check = await makeCheck(argon2id, journal.vault, passphrase);
	const { wrapped } = await readIdentity(journal.place);
	await keepChange(journal, wrapped, made.wanted, check, day);
	return enterKit(journal, exchange, made);
}

/** The passphrase that was chosen on another device becomes that of this one. */
export async function learnPassphrase(
	journal: OpenJournal,
	{ argon2id, random }: Platform,
	localKey: LocalKey,
	next: string,
	progress: Progress,
): Promise<LearnResult> {
	progress(undefined);
	const passed = next.trim() === "" ? undefined : await checkPassed(journal, argon2id, next);
	if (passed === undefined) return "other";
	const opened = await localKey();
	if (opened === undefined) return "passphrase";
	const changed = await rewrap(argon2id, opened, next, random);
	const keys = { ...journal.memo.keys, check: passed.name };
	try {
		await journal.queue(async () => {
			const memo = { ...journal.memo, keys };
			await writePassphrase(journal.place, {
				wrapped: changed,
				memo: await sealMemo(journal.vault.seal, memo),
			});
			journal.memo = memo;
		});
		return "learned";
	} catch (error) {
		if (error instanceof StoreFailure) return "storage";
		throw error;
	}
}

/** The kit shows once it is in the roster; until then this device knows that it wants one. */
async function enterKit(
	journal: OpenJournal,
	exchange: Exchange,
	{ kit, wanted }: Made,
): Promise<Kit | undefined> {
	await exchangeNow(exchange);
	if (exchange.wantsKit()) return undefined;
	await unlessRefused(changeMemo(journal, { kit: wanted }));
	return kit;
}

/** One transaction: passphrase, wish and check come together, or nothing has changed. */
function keepChange(
	journal: OpenJournal,
	wrapped: Sealed,
	kit: WantedKit,
	check: Check,
	day: CivilDay,
): Promise<void> {
	return journal.queue(async () => {
		const written = await writeCheck(journal, check, day);
		const { counter, id, header, body, revision } = written;
		const name = toHex(check.salt);
		const memo: Memo = {
			...journal.memo,
			kit: { ...kit, ask: 0 },
			keys: { ...journal.memo.keys, check: name },
		};
		const rows = [...journal.unsaved, { counter, id, header, body }];
		const before = (rows[0]?.counter ?? counter) - 1;
		const sealed = await sealMemo(journal.vault.seal, memo);
		await writePassphrase(journal.place, { wrapped, memo: sealed }, rows, before);
		journal.memo = memo;
		journal.newest = { counter, id };
		journal.unsaved = [];
		journal.waiting.set(id, counter);
		journal.viewIsOld = true;
		journal.shelf.fold([revision]);
	});
}

async function writeCheck(journal: OpenJournal, check: Check, day: CivilDay): Promise<Written> {
	const record = await onlyRecord(checkKind);
	return writeRevision(journal.vault, journal.newest, counters(journal.chain), {
		kind: checkKind,
		record,
		parents: journal.shelf.heads(checkKind, record),
		schema: checkSchema,
		day,
		fields: checkFields(check),
	});
}
