import fc from "fast-check";
import { expect, test } from "vitest";
import { argon2id } from "../argon2.ts";
import {
	type Bytes,
	noRevision,
	toAccountId,
	toEpoch,
	toMemberId,
	toRecordId,
	toRevisionId,
} from "../brands.ts";
import { decodeCanonical, encodeCanonical, type Value } from "../canonical.ts";
import { encodeContent, parseContent } from "../content.ts";
import { openPrevious, sealPrevious } from "../epoch.ts";
import { kitQr, kitText, parseKitText, parseSheetText, sheetText } from "../kit.ts";
import { equalBytes } from "../layout.ts";
import { importLocalSealKey, openLocal, openLocalKey, sealLocal, wrapLocalKey } from "../local.ts";
import { loginBytes, parseLogin } from "../login.ts";
import { pad, paddedSize, unpad } from "../padding.ts";
import { encodeHeader, openRevision, parseHeader, sealRevision } from "../revision.ts";
import { encodeRoster, parseRoster } from "../roster.ts";
import { makeWrap, openWrap } from "../wrap.ts";
import { counting, entry, makeWorld } from "./world.ts";

const world = await makeWorld();
const bytesOf = (length: number): fc.Arbitrary<Bytes> =>
	fc.uint8Array({ minLength: length, maxLength: length }).map((bytes) => new Uint8Array(bytes));
const text = fc.string({ unit: "grapheme", maxLength: 400 });
const key = fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/);
const { value } = fc.letrec<{ value: Value }>((tie) => ({
	value: fc.oneof(
		{ maxDepth: 4 },
		fc.constant(null),
		fc.boolean(),
		fc.maxSafeInteger(),
		text,
		fc.uint8Array({ maxLength: 300 }),
		fc.array(tie("value"), { maxLength: 5 }),
		fc.dictionary(key, tie("value"), { maxKeys: 5 }),
	),
}));
const fields = fc.dictionary(key, value, { maxKeys: 6 });
const ids = (length: number, most: number) =>
	fc.uniqueArray(bytesOf(length), { maxLength: most, selector: String });
const content = fc.record({
	kind: fc.stringMatching(/^[a-z][a-z-]{0,31}$/),
	record: bytesOf(16).map((id) => toRecordId(id)),
	parents: ids(32, 5).map((list) => list.map((id) => toRevisionId(id)).sort()),
	seen: ids(16, 5).map((list) =>
		list
			.map((id) => toMemberId(id))
			.sort()
			.map((id, at) => [id, 1 + at * 70_000] as const),
	),
	schema: fc.integer({ min: 1, max: 65_535 }),
	day: fc
		.date({
			min: new Date("0001-01-01T00:00:00Z"),
			max: new Date("9999-12-31T00:00:00Z"),
			noInvalidDate: true,
		})
		.map((day) => day.toISOString().slice(0, 10)),
	fields,
	replaces: fc.option(bytesOf(32).map((id) => toRevisionId(id))),
});

test("[R29] every value that can be encoded is read back, and encodes to the same bytes", () => {
	fc.assert(
		fc.property(value, (one) => {
			const bytes = encodeCanonical(one);
			const read = decodeCanonical(bytes);
			expect(read).toEqual(one);
			expect(encodeCanonical(read)).toEqual(bytes);
		}),
	);
});

test("[R29] whatever bytes parse as a value encode to the same bytes", () => {
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 12 }), (input) => {
			const bytes = new Uint8Array(input);
			let read: Value;
			try {
				read = decodeCanonical(bytes);
			} catch {
				return;
			}
			expect(encodeCanonical(read)).toEqual(bytes);
		}),
		{ numRuns: 5_000 },
	);
});

test("[R28] every content is read back", () => {
	fc.assert(
		fc.property(content, (one) => {
			expect(parseContent(encodeContent(one))).toEqual(one);
		}),
	);
});

test("[R26] what is sealed opens, and every size is the prescribed one", async () => {
	const keys = new Map([[world.dataKey.epoch, world.dataKey]]);
	const place = { device: world.device.id, counter: 1, previous: noRevision };
	await fc.assert(
		fc.asyncProperty(content, async (one) => {
			const { header, body } = await sealRevision(world.dataKey, place, one, world.random);
			expect(await openRevision(keys, header, body)).toEqual(one);
			expect(header.length + body.length).toBe(paddedSize(encodeContent(one).length));
			expect(encodeHeader(parseHeader(header))).toEqual(header);
		}),
	);
});

test("[R27] padding is taken off again and costs at most an eighth above 1 KiB", () => {
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 230_000 }), (n) => {
			const content = new Uint8Array(n).fill(7);
			expect(equalBytes(unpad(pad(content)), content)).toBe(true);
			expect(paddedSize(n)).toBeGreaterThanOrEqual(Math.max(1_024, n + 109));
			expect(paddedSize(n)).toBeLessThanOrEqual(Math.max(1_024, (n + 109) * 1.125));
		}),
		{ numRuns: 300 },
	);
});

test("[R26] the same content sealed twice has two nonces", async () => {
	const place = { device: world.device.id, counter: 1, previous: noRevision };
	const one = entry(world, "a");
	const first = await sealRevision(world.dataKey, place, one, world.random);
	const second = await sealRevision(world.dataKey, place, one, world.random);
	expect(first.header).toEqual(second.header);
	expect(first.body.subarray(0, 12)).not.toEqual(second.body.subarray(0, 12));
});

test("[R9] [R10] a kit is read from its text and its QR, however it was typed", async () => {
	const typing = fc.constantFrom<(text: string) => string>(
		(typed) => typed,
		(typed) => typed.toLowerCase(),
		(typed) => typed.replaceAll(" ", "-"),
		(typed) => ` ${typed.replaceAll("0", "O").replaceAll("1", "l")}\n`,
		(typed) => typed.replaceAll(" ", "\u00a0").replaceAll("1", "i"),
	);
	await fc.assert(
		fc.asyncProperty(bytesOf(16), bytesOf(16), typing, async (account, secret, retype) => {
			const kit = { account: toAccountId(account), secret };
			expect(await parseKitText(retype(await kitText(kit)))).toEqual(kit);
			const [, prefix = "", symbols = ""] = /^(.{4})(.{60})$/.exec(await kitQr(kit)) ?? [];
			expect(await parseKitText(prefix.toLowerCase() + retype(symbols))).toEqual(kit);
			expect(await parseSheetText(retype(await sheetText(kit)))).toEqual(kit);
			await expect(parseSheetText(await kitText(kit))).rejects.toMatchObject({ kind: "checksum" });
			await expect(parseSheetText(await kitQr(kit))).rejects.toMatchObject({ kind: "encoding" });
		}),
	);
});

test("[R18] the new epoch key opens the one before, and never the reverse", async () => {
	const { account } = world.roster;
	const epoch = toEpoch(2);
	await fc.assert(
		fc.asyncProperty(bytesOf(32), bytesOf(32), async (newer, older) => {
			fc.pre(String(newer) !== String(older));
			const sealed = await sealPrevious(account, epoch, newer, older, world.random);
			expect(await openPrevious(account, epoch, newer, sealed)).toEqual(older);
			await expect(openPrevious(account, epoch, older, sealed)).rejects.toMatchObject({
				kind: "open",
			});
		}),
	);
});

test("[R22] [R24] a wrap opens for its member and for no other seed", async () => {
	const wrap = await makeWrap(world.roster, world.device.id, world.epochKey);
	const opened = await openWrap(wrap, world.roster, world.device.id, world.kemSeed);
	expect(wrap.length).toBe(1_237);
	expect(opened).toEqual(world.epochKey);
	const another = openWrap(wrap, world.roster, world.device.id, world.random(32));
	await expect(another).rejects.toMatchObject({ kind: "open" });
});

test("[R52] a local key opens with its passphrase, typed with other spaces, and with no other", async () => {
	const localKey = world.random(32);
	const wrapped = await wrapLocalKey(argon2id, "five small  words", localKey, world.random);
	expect(await openLocalKey(argon2id, " five small words", wrapped)).toEqual(localKey);
	const wrong = openLocalKey(argon2id, "five small swords", wrapped);
	await expect(wrong).rejects.toMatchObject({ kind: "open" });
});

test("[R53] a local value opens at its own place only", async () => {
	const sealKey = await importLocalSealKey(world.random(32));
	await fc.assert(
		fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), text, text, async (input, name, other) => {
			fc.pre(name !== other && name.isWellFormed() && other.isWellFormed());
			const sealed = await sealLocal(sealKey, name, new Uint8Array(input), world.random);
			expect(await openLocal(sealKey, name, sealed)).toEqual(new Uint8Array(input));
			await expect(openLocal(sealKey, other, sealed)).rejects.toMatchObject({ kind: "open" });
		}),
	);
});

test("[R50] a log-in layout is read back", () => {
	const origin = fc.constantFrom(
		"https://moments.example",
		"http://localhost:8000",
		"https://[::1]:8443",
	);
	fc.assert(
		fc.property(
			fc.constantFrom(1 as const, 2 as const, 3 as const),
			bytesOf(32),
			origin,
			(action, nonce, at) => {
				const login = {
					action,
					account: world.roster.account,
					member: world.device.id,
					nonce,
					origin: at,
				};
				expect(parseLogin(loginBytes(login))).toEqual(login);
			},
		),
	);
});

test("[R3] a roster version encodes to the bytes that it was read from", async () => {
	const { roster } = await makeWorld(2);
	expect(encodeRoster(await parseRoster(roster.bytes))).toEqual(roster.bytes);
});

test("[R5] the same randomness makes the same bytes", async () => {
	const sealKey = await importLocalSealKey(new Uint8Array(32));
	const seal = () => sealLocal(sealKey, "place", new Uint8Array(9), counting(5));
	expect(await seal()).toEqual(await seal());
});
