// The vault of an open journal: keys that cannot be exported, dropped on lock.

import type {
	AccountId,
	Bytes,
	Epoch,
	MemberId,
	Random,
	Sealed,
} from "../../../crypto/ts/brands.ts";
import { importSignKey } from "../../../crypto/ts/ed25519.ts";
import { type DataKey, type DataKeys, importDataKey } from "../../../crypto/ts/epoch.ts";
import { Refused, refuse } from "../../../crypto/ts/errors.ts";
import type { Argon2id } from "../../../crypto/ts/kdf.ts";
import { importLocalSealKey, openLocalKey, wrapLocalKey } from "../../../crypto/ts/local.ts";
import { type Keyring, openKeyring, type Successor, sealKeyring } from "./keyring.ts";
import type { Seal } from "./sealing.ts";

export interface Vault {
	readonly account: AccountId;
	readonly member: MemberId;
	readonly seal: Seal;
	readonly signKey: CryptoKey;
	readonly dataKeys: DataKeys;
	/** The member that this device is about to become (R49). */
	readonly successor: Pick<Successor, "member" | "from"> | undefined;
	/** The sealed secrets, for what needs one of them for a moment. */
	readonly keyring: Sealed;
}

/** What of a vault lies on disk. */
export interface SealedVault {
	readonly wrapped: Sealed;
	readonly keyring: Sealed;
}

/** Seals a keyring under a new local key, and that under the passphrase. */
export async function makeVault(
	argon2id: Argon2id,
	passphrase: string,
	keyring: Keyring,
	random: Random,
): Promise<{ readonly vault: Vault; readonly sealed: SealedVault }> {
	const localKey = random(32);
	const wrapped = await wrapLocalKey(argon2id, passphrase, localKey, random);
	const seal = { key: await importLocalSealKey(localKey), random };
	localKey.fill(0);
	const vault = await fromKeyring(seal, await sealKeyring(seal, keyring));
	return { vault, sealed: { wrapped, keyring: vault.keyring } };
}

/** Undefined for a wrong passphrase. Throws `Refused` or TypeError if what is stored was harmed. */
export async function openVault(
	argon2id: Argon2id,
	passphrase: string,
	sealed: SealedVault,
	random: Random,
): Promise<Vault | undefined> {
	const localKey = await openKey(argon2id, passphrase, sealed.wrapped);
	return localKey && openVaultWith(localKey, sealed.keyring, random);
}

/** The local key is wiped. Throws as `openVault` does. */
export async function openVaultWith(
	localKey: Bytes,
	keyring: Sealed,
	random: Random,
): Promise<Vault> {
	const seal = { key: await importLocalSealKey(localKey), random };
	localKey.fill(0);
	return fromKeyring(seal, keyring);
}

/** True if the passphrase opens this device. Costs one Argon2id. */
export async function checkPassphrase(
	argon2id: Argon2id,
	passphrase: string,
	wrapped: Sealed,
): Promise<boolean> {
	const localKey = await openKey(argon2id, passphrase, wrapped);
	localKey?.fill(0);
	return localKey !== undefined;
}

/** The local key under another passphrase: what is sealed under it stays as it is. The key is wiped. */
export async function rewrap(
	argon2id: Argon2id,
	localKey: Bytes,
	next: string,
	random: Random,
): Promise<Sealed> {
	const changed = await wrapLocalKey(argon2id, next, localKey, random);
	localKey.fill(0);
	return changed;
}

/** The vault with a changed keyring; the caller stores its sealed keyring. */
export async function changeKeyring(
	{ seal, keyring }: Vault,
	change: Partial<Keyring>,
): Promise<Vault> {
	const changed = { ...(await openKeyring(seal, keyring)), ...change };
	return fromKeyring(seal, await sealKeyring(seal, changed));
}

/** The data key of the newest epoch that is here. */
export function newestKey({ dataKeys }: Vault): DataKey {
	const newest = Math.max(...dataKeys.keys());
	return [...dataKeys.values()].find(({ epoch }) => epoch === newest) ?? refuse("epoch", "no key");
}

/** The local key, to be wiped by who asked for it. Undefined for a wrong passphrase. */
export async function openKey(
	argon2id: Argon2id,
	passphrase: string,
	wrapped: Sealed,
): Promise<Bytes | undefined> {
	try {
		return await openLocalKey(argon2id, passphrase, wrapped);
	} catch (error) {
		// `encoding`: an empty passphrase opens nothing either.
		const wrong = error instanceof Refused && (error.kind === "open" || error.kind === "encoding");
		if (wrong) return undefined;
		throw error;
	}
}

async function fromKeyring(seal: Seal, sealed: Sealed): Promise<Vault> {
	const keyring = await openKeyring(seal, sealed);
	const { account, member, signSeed, kemSeed, epochKeys } = keyring;
	const dataKeys = new Map<Epoch, DataKey>();
	for (const [epoch, key] of epochKeys) {
		dataKeys.set(epoch, await importDataKey(account, epoch, key));
		key.fill(0);
	}
	const signKey = await importSignKey(signSeed);
	signSeed.fill(0);
	kemSeed.fill(0);
	const successor = withoutSeeds(keyring.successor);
	return { account, member, seal, signKey, dataKeys, successor, keyring: sealed };
}

function withoutSeeds(successor: Successor | null): Vault["successor"] {
	if (successor === null) return undefined;
	const { member, from, signSeed, kemSeed } = successor;
	signSeed.fill(0);
	kemSeed.fill(0);
	return { member, from };
}
