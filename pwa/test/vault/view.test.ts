import * as fc from "fast-check";
import { expect, test } from "vitest";
import { toSealed } from "../../../crypto/ts/brands.ts";
import { sealLocal } from "../../../crypto/ts/local.ts";
import { emptyJournal, foldIn, type Journal } from "../../src/journal/record.ts";
import type { Revision, Value } from "../../src/journal/revision.ts";
import { sealValue } from "../../src/vault/sealing.ts";
import { newPart, openHead, openPart, rowsOf, sealHead, sealPart } from "../../src/vault/view.ts";
import { revision } from "../journal/given.ts";
import { histories } from "../journal/histories.ts";
import { newSeal } from "./given.ts";

const key = fc.stringMatching(/^[a-z][a-z0-9_]{0,6}$/);
const { value } = fc.letrec<{ value: Value }>((tie) => ({
	value: fc.oneof(
		{ depthSize: "small" },
		fc.constant(null),
		fc.boolean(),
		fc.maxSafeInteger(),
		fc.string({ unit: "grapheme" }),
		fc.uint8Array({ maxLength: 9 }).map((bytes) => new Uint8Array(bytes)),
		fc.array(tie("value"), { maxLength: 3 }),
		fc.dictionary(key, tie("value"), { maxKeys: 3, noNullPrototype: true }),
	),
}));
const fields = fc.dictionary(key, value, { maxKeys: 5, noNullPrototype: true });

function rows(journal: Journal): readonly string[] {
	return [...journal.values()].map(rowsOf);
}

function folded(revisions: readonly Revision[]): Journal {
	return foldIn(emptyJournal, revisions).journal;
}

test("[R28] head and parts give back every journal, whatever its fields hold", async () => {
	const seal = await newSeal();
	await fc.assert(
		fc.asyncProperty(histories, fields, async (revisions, held) => {
			const other = { ...revision("k", []), kind: "check", fields: held };
			const journal = folded([...revisions, other]);
			const name = newPart(seal, 3);
			const head = await openHead(seal, await sealHead(seal, rows(journal), [name]));
			expect(folded(head.revisions)).toEqual(journal);
			expect(head.parts).toEqual([name]);
			const part = await openPart(seal, name, await sealPart(seal, name, rows(journal)));
			expect(folded(part)).toEqual(journal);
		}),
	);
});

test("a view of the first version, one value for everything, opens as it did", async () => {
	const seal = await newSeal();
	const row = ["aa", "entry", "bb", [], "2026-11-24", { text: "long ago" }, null, 1];
	const sealed = await sealLocal(seal.key, "view", encoded([row]), seal.random);
	const { revisions, parts } = await openHead(seal, sealed);
	expect(revisions).toMatchObject([{ id: "aa", record: "bb", fields: { text: "long ago" } }]);
	expect(parts).toEqual([]);
});

function encoded(value: unknown): Uint8Array<ArrayBuffer> {
	return new TextEncoder().encode(JSON.stringify(value));
}

test("[R53] what is no view, or another value of this device, is refused", async () => {
	const seal = await newSeal();
	const sealed = await sealHead(seal, [], []);
	await expect(openHead(await newSeal(), sealed)).rejects.toMatchObject({ kind: "open" });
	const memo = await sealValue(seal, "memo", []);
	await expect(openHead(seal, memo)).rejects.toMatchObject({ kind: "open" });
	const garbled = await sealValue(seal, "view", { not: "rows" });
	await expect(openHead(seal, garbled)).rejects.toThrow();
	const odd = await sealLocal(
		seal.key,
		"view",
		encoded({ parts: [["one"]], rows: [] }),
		seal.random,
	);
	await expect(openHead(seal, odd)).rejects.toThrow(TypeError);
	await expect(openHead(seal, toSealed(new Uint8Array(5)))).rejects.toMatchObject({
		kind: "version",
	});
});

test("[R53] a part opens as the very writing that the head names, and as no other", async () => {
	const seal = await newSeal();
	const [first, again, other] = [newPart(seal, 1), newPart(seal, 1), newPart(seal, 2)];
	const sealed = await sealPart(seal, first, []);
	expect(await openPart(seal, first, sealed)).toEqual([]);
	await expect(openPart(seal, again, sealed)).rejects.toMatchObject({ kind: "open" });
	await expect(openPart(seal, other, sealed)).rejects.toMatchObject({ kind: "open" });
});
