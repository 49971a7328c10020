// Every decoder against bytes and texts that nobody made: it refuses, or what it read encodes to the same bytes.

import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fromHex, toHex } from "../brands.ts";
import { decodeCanonical, encodeCanonical } from "../canonical.ts";
import { Refused } from "../errors.ts";
import { textOf, toList, toObject } from "./given.ts";
import { run } from "./ops.ts";

const folder = new URL("../../vectors/", import.meta.url);
const numRuns = 150;

/** The op, its input, and the op that encodes again where the values do not hold the bytes. */
const decoders: readonly (readonly [op: string, input: string, back?: string])[] = [
	["parse_attachment", "bytes"],
	["parse_content", "bytes", "encode_content"],
	["parse_header", "bytes"],
	["parse_kit", "bytes"],
	["parse_link", "bytes"],
	["parse_login", "bytes"],
	["parse_offer", "bytes"],
	["parse_passkey_wrap", "wrapped"],
	["parse_roster", "bytes"],
	["parse_sheet", "bytes"],
	["parse_wrap", "bytes"],
	["unpad", "padded", "pad"],
];

for (const [op, input, back] of decoders) {
	const vectors = vectorsOf(op);
	const good = vectors.map((vector) => fromHex(textOf(vector[input])));
	test(`[R3] ${op} refuses, or gives back the bytes that it read`, async () => {
		const damaged = fc
			.tuple(fc.constantFrom(...good), fc.nat(), fc.nat(), fc.uint8Array({ maxLength: 40 }))
			.map(([bytes, from, size, put]) => {
				const at = from % (bytes.length + 1);
				return [...bytes.slice(0, at), ...put, ...bytes.slice(at + (size % 48))];
			});
		const any = fc.uint8Array({ maxLength: 300 }).map((bytes) => [...bytes]);
		await fc.assert(
			fc.asyncProperty(fc.oneof({ weight: 3, arbitrary: damaged }, any), async (bytes) => {
				await giveBack(op, { ...vectors[0], [input]: toHex(Uint8Array.from(bytes)) }, input, back);
			}),
			{ numRuns },
		);
	});
}

test("[R6] [R9] [R10] texts of any kind are refused or read", async () => {
	const ops = ["parse_kit_text", "parse_sheet_text", "parse_offer_qr", "parse_pairing_code"];
	const symbols = fc.array(fc.integer({ min: 0, max: 0x10_ff_ff }), { maxLength: 70 });
	const text = fc.oneof(
		fc.string({ maxLength: 70 }),
		symbols.map((codes) => String.fromCodePoint(...codes)),
	);
	await fc.assert(
		fc.asyncProperty(fc.constantFrom(...ops, "normalize_passphrase"), text, async (op, typed) => {
			await outcomeOf(op, { text: typed });
		}),
		{ numRuns },
	);
});

test("[R29] any bytes are refused as a value, or are its only encoding", () => {
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
			try {
				expect(encodeCanonical(decodeCanonical(bytes))).toEqual(bytes);
			} catch (error) {
				if (!(error instanceof Refused)) throw error;
			}
		}),
		{ numRuns: numRuns * 5 },
	);
});

async function giveBack(
	op: string,
	given: Readonly<Record<string, unknown>>,
	input: string,
	back: string | undefined,
): Promise<void> {
	const values = await outcomeOf(op, given);
	if (values === undefined) return;
	const again = back === undefined ? values : toObject(await run(back, values));
	if (again[input] !== undefined) expect(again[input]).toBe(given[input]);
}

/** Undefined where it is refused. Whatever else is thrown is a fault. */
async function outcomeOf(op: string, input: unknown) {
	try {
		return toObject(await run(op, input));
	} catch (error) {
		if (error instanceof Refused) return undefined;
		throw error;
	}
}

/** The inputs of an op in all files of vectors. */
function vectorsOf(op: string) {
	const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
	return files
		.map((name) => toObject(JSON.parse(readFileSync(new URL(name, folder), "utf8"))))
		.flatMap(({ cases }) => toList(cases).map(toObject))
		.filter((vector) => vector["op"] === op)
		.map((vector) => toObject(vector["input"]));
}
