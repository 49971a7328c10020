import * as fc from "fast-check";
import { expect, test } from "vitest";
import { toSealed } from "../../../crypto/ts/brands.ts";
import { emptyJournal, foldIn } from "../../src/journal/record.ts";
import type { Value } from "../../src/journal/revision.ts";
import { sealValue } from "../../src/vault/sealing.ts";
import { openView, sealView } from "../../src/vault/view.ts";
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

test("[R28] a view gives back every journal, whatever its fields hold", async () => {
	const seal = await newSeal();
	await fc.assert(
		fc.asyncProperty(histories, fields, async (revisions, held) => {
			const other = { ...revision("k", []), kind: "check", fields: held };
			const { journal } = foldIn(emptyJournal, [...revisions, other]);
			expect(await openView(seal, await sealView(seal, journal))).toEqual(journal);
		}),
	);
});

test("[R53] what is no view, or another value of this device, is refused", async () => {
	const seal = await newSeal();
	const sealed = await sealView(seal, emptyJournal);
	await expect(openView(await newSeal(), sealed)).rejects.toMatchObject({ kind: "open" });
	const memo = await sealValue(seal, "memo", []);
	await expect(openView(seal, memo)).rejects.toMatchObject({ kind: "open" });
	const garbled = await sealValue(seal, "view", { not: "rows" });
	await expect(openView(seal, garbled)).rejects.toThrow();
	await expect(openView(seal, toSealed(new Uint8Array(5)))).rejects.toMatchObject({
		kind: "version",
	});
});
