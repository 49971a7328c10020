import { describe, expect, test } from "vitest";
import { toEpoch, toSealed } from "../../../crypto/ts/brands.ts";
import { openKeyring, sealKeyring } from "../../src/vault/keyring.ts";
import {
	changeKeyring,
	checkPassphrase,
	newestKey,
	openVault,
	type Vault,
} from "../../src/vault/vault.ts";
import { quickStretch, realRandom } from "../phone.ts";
import { fullKeyring, holds, newKeyring, newSeal, newVault, passphrase } from "./given.ts";

function flipped(bytes: Uint8Array<ArrayBuffer>, at: number) {
	const copy = new Uint8Array(bytes);
	copy[at] = (copy[at] ?? 0) ^ 1;
	return toSealed(copy);
}

describe("the keyring", () => {
	test("[R53] sealed and opened it is the same, with and without what it may lack", async () => {
		const seal = await newSeal();
		for (const keyring of [await fullKeyring(), { ...(await newKeyring()), genesis: null }]) {
			expect(await openKeyring(seal, await sealKeyring(seal, keyring))).toEqual(keyring);
		}
	});

	test("[R53] no secret stands in what is stored", async () => {
		const keyring = await fullKeyring();
		const { sealed } = await newVault(keyring);
		const secrets = [keyring.signSeed, keyring.kemSeed, ...keyring.epochKeys.values()];
		for (const secret of secrets) {
			expect(holds(sealed.keyring, secret) || holds(sealed.wrapped, secret)).toBe(false);
		}
	});

	test("[R53] another key, another place, or one flipped bit: nothing opens", async () => {
		const seal = await newSeal();
		const sealed = await sealKeyring(seal, await fullKeyring());
		await expect(openKeyring(await newSeal(), sealed)).rejects.toMatchObject({ kind: "open" });
		for (const at of [1, 13, sealed.length - 1]) {
			await expect(openKeyring(seal, flipped(sealed, at))).rejects.toMatchObject({ kind: "open" });
		}
		const short = toSealed(sealed.slice(0, 20));
		await expect(openKeyring(seal, short)).rejects.toMatchObject({ kind: "length" });
	});
});

describe("[R52] the vault", () => {
	const open = (vault: Awaited<ReturnType<typeof newVault>>, words: string) =>
		openVault(quickStretch, words, vault.sealed, realRandom);

	test("its passphrase opens it, however it is spaced or composed", async () => {
		const made = await newVault();
		for (const words of [passphrase, `  ${passphrase.replaceAll(" ", "\t\n ")} `]) {
			expect((await open(made, words))?.account).toBe(made.vault.account);
		}
		expect(await checkPassphrase(quickStretch, passphrase, made.sealed.wrapped)).toBe(true);
	});

	test("a wrong or empty passphrase opens nothing, and is no damage", async () => {
		const made = await newVault();
		for (const words of ["", " ", "river lamp orange table", passphrase.toUpperCase()]) {
			expect(await open(made, words)).toBeUndefined();
			expect(await checkPassphrase(quickStretch, words, made.sealed.wrapped)).toBe(false);
		}
	});

	test("a keyring that was harmed is damage, and no wrong passphrase", async () => {
		const { sealed } = await newVault();
		const harmed = { ...sealed, keyring: flipped(sealed.keyring, 40) };
		const opening = openVault(quickStretch, passphrase, harmed, realRandom);
		await expect(opening).rejects.toMatchObject({ name: "Refused", kind: "open" });
	});

	test("no key in it can be exported, and no secret stands open in it", async () => {
		const { vault } = await newVault();
		const keys = [vault.signKey, vault.seal.key, ...keysIn(vault)];
		expect(keys.length).toBeGreaterThanOrEqual(4);
		for (const key of keys) {
			expect(key.extractable).toBe(false);
			for (const format of ["raw", "jwk", "pkcs8"] as const) {
				await expect(crypto.subtle.exportKey(format, key)).rejects.toThrow();
			}
		}
	});

	test("a changed keyring is sealed anew and opens with the same passphrase", async () => {
		const { vault, sealed } = await newVault();
		const epochKeys = new Map([
			[toEpoch(1), realRandom(32)],
			[toEpoch(9), realRandom(32)],
		]);
		const changed = await changeKeyring(vault, { epochKeys, invitation: null });
		expect(newestKey(changed).epoch).toBe(9);
		const again = { ...sealed, keyring: changed.keyring };
		const opened = await openVault(quickStretch, passphrase, again, realRandom);
		expect([...(opened?.dataKeys.keys() ?? [])]).toEqual([1, 9]);
		expect(opened?.member).toBe(vault.member);
	});
});

/** Every key that hangs on the vault's data keys. */
function keysIn({ dataKeys }: Vault): readonly CryptoKey[] {
	return [...dataKeys.values()].flatMap((dataKey) =>
		Object.values(dataKey).filter((part) => part instanceof CryptoKey),
	);
}
