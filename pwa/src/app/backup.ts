// Turning on backup: the account is registered, a kit is made and enters the roster, everything that waits is sent.

import { Refused } from "../../../crypto/ts/errors.ts";
import { kitQr, kitSeeds, kitText, parseKitText, parseSheetText } from "../../../crypto/ts/kit.ts";
import { makeMember, memberKinds } from "../../../crypto/ts/member.ts";
import type { CivilDay } from "../journal/day.ts";
import { StoreFailure } from "../store/failure.ts";
import { changeIdentity, readIdentity } from "../store/identity.ts";
import type { Failure } from "../sync/answer.ts";
import { changeKeyring, checkPassphrase, type Vault } from "../vault/vault.ts";
import type { BackupResult, Kit, KitCheck, Progress, SheetCheck } from "./contract.ts";
import { changeMemo, type Exchange, unlessRefused } from "./exchange.ts";
import type { KeysMemo } from "./keys-memo.ts";
import type { WantedKit } from "./memo.ts";
import type { OpenJournal } from "./open-journal.ts";
import { canonical, drawPart } from "./papers.ts";
import type { Platform } from "./platform.ts";
import { kitIsReplaced } from "./roster-change.ts";

type Cause = Extract<BackupResult, { readonly name: "refused" }>["cause"];

export async function turnOnBackup(
	journal: OpenJournal,
	exchange: Exchange,
	platform: Platform,
	invitation: string,
	passphrase: string,
	progress: Progress,
): Promise<BackupResult> {
	progress(undefined);
	try {
		const { wrapped } = await readIdentity(journal.place);
		if (!(await checkPassphrase(platform.argon2id, passphrase, wrapped)))
			return refused("passphrase");
		if (!journal.memo.backup) {
			const cause = await register(journal, exchange, invitation.trim());
			if (cause !== undefined) return refused(cause);
		}
		return await bringKit(journal, exchange, await makeKit(journal.vault, platform, passphrase));
	} catch (error) {
		if (error instanceof StoreFailure) return refused("storage");
		throw error;
	}
}

/** Until it can be shown, it has no group to ask for: after a restart a new one would take its place. */
async function bringKit(
	journal: OpenJournal,
	exchange: Exchange,
	{ kit, wanted }: Made,
): Promise<BackupResult> {
	await changeMemo(journal, { backup: true, kit: { ...wanted, ask: 0 } });
	exchange.wake();
	await exchange.settled();
	if (exchange.wantsKit()) return refused(causeOf(exchange));
	await unlessRefused(changeMemo(journal, { kit: wanted }));
	return { name: "on", kit };
}

/** A kit that was made just now. */
export interface Made {
	readonly kit: Kit;
	readonly wanted: WantedKit;
}

/** True if it is the group that was asked for; backup then counts as finished. `day` is today, from which the yearly drill counts. */
export async function confirmKit(
	journal: OpenJournal,
	typed: string,
	day: CivilDay,
): Promise<boolean> {
	const { kit } = journal.memo;
	if (kit === null || kit.ask === 0 || canonical(typed) !== kit.group) return false;
	if (kitIsReplaced(journal.chain, kit)) return false;
	const { ask, group, signPublic, kemPublic } = kit;
	const { id } = await makeMember(memberKinds.kit, signPublic, kemPublic);
	const keys = seenOwn(journal);
	const papers = { ...keys.papers, kit: { member: id, ask, group, typed: day } };
	await unlessRefused(changeMemo(journal, { kit: null, keys: { ...keys, papers } }));
	return true;
}

/** Whoever typed a part of the kit back has seen that it was made. */
function seenOwn({ chain, memo, vault }: OpenJournal): KeysMemo {
	const { roster } = chain;
	const isOwn = roster?.signer === vault.member && roster.number === (memo.keys.seen ?? 0) + 1;
	return isOwn ? { ...memo.keys, seen: roster.number } : memo.keys;
}

export async function checkKit(text: string): Promise<KitCheck> {
	try {
		await parseKitText(text);
		return "ok";
	} catch (error) {
		if (!(error instanceof Refused)) throw error;
		return (await isSheet(text)) ? "is-sheet" : checkOf(error);
	}
}

function checkOf({ kind }: Refused) {
	if (kind === "length" || kind === "version" || kind === "checksum") return kind;
	return "symbol";
}

export async function checkSheet(text: string): Promise<SheetCheck> {
	try {
		await parseSheetText(text);
		return "ok";
	} catch (error) {
		if (!(error instanceof Refused)) throw error;
		return (await checkKit(text)) === "ok" ? "is-kit" : checkOf(error);
	}
}

async function isSheet(text: string): Promise<boolean> {
	try {
		await parseSheetText(text);
		return true;
	} catch (error) {
		if (error instanceof Refused) return false;
		throw error;
	}
}

/** Undefined once the account is registered. The invitation is kept, sealed, for registering again. */
async function register(
	journal: OpenJournal,
	exchange: Exchange,
	invitation: string,
): Promise<Cause | undefined> {
	await journal.queue(async () => {
		const changed = await changeKeyring(journal.vault, { invitation });
		await changeIdentity(journal.place, { keyring: changed.keyring });
		journal.vault = changed;
	});
	const answer = await exchange.register();
	return answer.ok ? undefined : registerCauses[answer.failure];
}

const registerCauses: { readonly [failure in Failure]: Cause } = {
	unreachable: "unreachable",
	busy: "busy",
	refused: "invitation",
	"signed-out": "invitation",
	stale: "server",
	"account-full": "server",
	"too-large": "server",
	server: "server",
};

function causeOf(exchange: Exchange): Cause {
	return exchange.trouble()?.cause === "unreachable" ? "unreachable" : "server";
}

/** The secret is here for as long as the kit shows, and on no device after. */
export async function makeKit(
	{ account }: Pick<Vault, "account">,
	{ argon2id, random }: Platform,
	passphrase: string,
): Promise<Made> {
	const secret = { account, secret: random(16) };
	const seeds = await kitSeeds(argon2id, secret, passphrase);
	const { memberOf } = await import("../../../crypto/ts/kem.ts");
	const { signPublic, kemPublic } = await memberOf(memberKinds.kit, seeds);
	const text = await kitText(secret);
	const { ask, group } = drawPart(text, random);
	return {
		kit: { text, qr: await kitQr(secret), ask },
		wanted: { signPublic, kemPublic, ask, group },
	};
}

function refused(cause: Cause): BackupResult {
	return { name: "refused", cause };
}
