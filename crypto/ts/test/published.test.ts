// Vectors that others have published (`crypto/vectors/published`), on the libraries and functions that the protocol stands on.

import { readdirSync, readFileSync } from "node:fs";
import { MLKEM768X25519 } from "@noble/post-quantum/hybrid.js";
import * as noble from "@panva/hpke-noble";
import { argon2id } from "hash-wasm";
import * as hpke from "hpke";
import { describe, expect, test } from "vitest";
import { toHex } from "../brands.ts";
import { importSignKey, publicKeyOf, sign, verify } from "../ed25519.ts";
import { Refused } from "../errors.ts";
import { hkdfSha256 } from "../kdf.ts";
import { kemPublicOf } from "../kem.ts";
import { type Given, readGiven, textOf, toObject } from "./given.ts";

type Outputs = Readonly<Record<string, Uint8Array>>;

const kems = [hpke.KEM_DHKEM_X25519_HKDF_SHA256, noble.KEM_MLKEM768_X25519];
const kdfs = [hpke.KDF_HKDF_SHA256, hpke.KDF_HKDF_SHA512, noble.KDF_SHAKE128, noble.KDF_SHAKE256];
const aeads = [hpke.AEAD_AES_128_GCM, hpke.AEAD_AES_256_GCM, hpke.AEAD_ChaCha20Poly1305];

const ops: Readonly<Record<string, (given: Given) => Promise<Outputs>>> = {
	argon2id: async (given) => ({
		key: await argon2id({
			password: given.bytes("password"),
			salt: given.bytes("salt"),
			secret: given.bytes("secret"),
			iterations: given.number("time"),
			memorySize: given.number("memory"),
			parallelism: given.number("lanes"),
			hashLength: given.number("length"),
			outputType: "binary",
		}),
	}),
	hkdf_sha256: async ({ bytes, number }) => ({
		key: await hkdfSha256(bytes("ikm"), bytes("salt"), bytes("info"), number("length")),
	}),
	ed25519_sign: async ({ bytes }) => ({
		public: await publicKeyOf(bytes("seed")),
		signature: await sign(await importSignKey(bytes("seed")), bytes("message")),
	}),
	ed25519_verify: async ({ bytes }) => {
		await verify(bytes("key"), bytes("message"), bytes("signature"));
		return {};
	},
	hpke_open: async (given) => {
		const suite = suiteOf(given);
		const { bytes } = given;
		const key = await suite.DeserializePrivateKey(bytes("secret_key"), false);
		const options = { info: bytes("info"), aad: bytes("aad") };
		return { plaintext: await suite.Open(key, bytes("enc"), bytes("ciphertext"), options) };
	},
	xwing: async ({ bytes }) => {
		const { secretKey } = MLKEM768X25519.keygen(bytes("seed"));
		return {
			public: kemPublicOf(bytes("seed")),
			shared: MLKEM768X25519.decapsulate(bytes("ciphertext"), secretKey),
		};
	},
};

const folder = new URL("../../vectors/published/", import.meta.url);

for (const name of readdirSync(folder).filter((file) => file.endsWith(".json"))) {
	const file = toObject(JSON.parse(readFileSync(new URL(name, folder), "utf8")));
	const op = ops[textOf(file["op"])];
	const cases = Array.isArray(file["cases"]) ? file["cases"].map(toObject) : [];
	// hash-wasm takes no associated data, and the protocol uses none.
	const skipped = cases.filter((one) => (toObject(one["input"])["ad"] ?? "") !== "");
	const fit = cases.filter((one) => !skipped.includes(one));
	describe(`${name}: ${textOf(file["source"])}`, () => {
		test("only Argon2id's own example with associated data is left out", () => {
			expect(skipped.map((one) => one["name"])).toEqual(
				name === "argon2id.json" ? ["RFC 9106, 5.3"] : [],
			);
		});
		test.for(fit)("$name is $expect", async ({ input, output, expect: expected }) => {
			if (op === undefined) throw new TypeError("an op that is known expected");
			const running = op(readGiven(input));
			if (expected === "refused") await expect(running).rejects.toBeInstanceOf(Refused);
			else expect(hexes(await running)).toEqual(output ?? {});
		});
	});
}

function hexes(outputs: Outputs): unknown {
	return Object.fromEntries(Object.entries(outputs).map(([name, bytes]) => [name, toHex(bytes)]));
}

function suiteOf(given: Given): hpke.CipherSuite {
	const kem = kems.find((factory) => factory().id === given.number("kem"));
	const kdf = kdfs.find((factory) => factory().id === given.number("kdf"));
	const aead = aeads.find((factory) => factory().id === given.number("aead"));
	if (kem && kdf && aead) return new hpke.CipherSuite(kem, kdf, aead);
	throw new TypeError("a suite that is known expected");
}
