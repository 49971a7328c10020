// Attachments fold as a set (R81): what anybody attached is there until somebody who saw it took it out.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attachmentIds, attachmentsIn } from "../../src/journal/attachment.ts";
import { entryFields } from "../../src/journal/entry.ts";
import { entryKinds, saysAnything } from "../../src/journal/kinds.ts";
import { leavesOf, markdownOf } from "../../src/journal/leaf.ts";
import { emptyJournal, foldIn } from "../../src/journal/record.ts";
import type { Fields, Revision } from "../../src/journal/revision.ts";
import { versionsOf } from "../../src/journal/versions.ts";
import { entryId, fold, revision } from "./given.ts";

const nameOf = (digits: string): string => `attachment_${digits.padStart(32, "0")}`;
const value = (size: number): Fields => ({ size, key: new Uint8Array([size]) });

/** A revision with the attachments of these names. */
function said(name: string, parents: readonly string[], ...digits: readonly string[]): Revision {
	const one = revision(name, parents, { text: "at the sea" });
	const attached = digits.map((each) => [nameOf(each), value(each.length)]);
	return { ...one, fields: { ...one.fields, ...Object.fromEntries(attached) } };
}

function shown(...revisions: readonly Revision[]): readonly string[] {
	return attachmentIds(fold(revisions).fields).map((id) => id.replace(/^0+/, ""));
}

describe("[R81] attachments", () => {
	const root = said("m", []);

	test("of two devices at the same time are both there, whatever the order of ids", () => {
		for (const [left, right] of [
			["a", "z"],
			["z", "a"],
		] as const) {
			const both = [root, said(left, ["m"], "aa"), said(right, ["m"], "bb")];
			expect(shown(...both)).toEqual(["aa", "bb"]);
			expect(shown(...both.toReversed())).toEqual(["aa", "bb"]);
		}
	});

	test("of three devices at the same time are all there, and the next save names all", () => {
		const three = ["a", "b", "z"].map((name, at) => said(name, ["m"], `${at + 1}`));
		const merged = fold([root, ...three]);
		const saved = entryFields(merged, merged.at, false, 5);
		expect(attachmentsIn(saved).size).toBe(3);
		const next = { ...revision("y", ["a", "b", "z"]), fields: saved };
		expect(shown(root, ...three, next)).toEqual(["1", "2", "3"]);
	});

	test("that are left out are gone, and stay in the history", () => {
		const all = [said("a", [], "aa", "bb"), said("b", ["a"], "bb")];
		expect(shown(...all)).toEqual(["bb"]);
		const [record] = foldIn(emptyJournal, all).journal.values();
		const versions = record === undefined ? [] : versionsOf(record);
		expect(versions.map(({ fields }) => attachmentsIn(fields).size)).toEqual([1, 2]);
	});

	test("that are taken out here while words change there are gone, and the words are changed", () => {
		const start = said("a", [], "aa");
		const words = said("b", ["a"], "aa");
		const there = { ...words, fields: { ...words.fields, text: "at the lake" } };
		const merged = fold([start, there, said("c", ["a"])]);
		expect(merged.text).toBe("at the lake");
		expect(attachmentIds(merged.fields)).toEqual([]);
	});

	test("that one device took in and another left out of the same two versions stand", () => {
		for (const [keeps, leaves] of [
			["x", "y"],
			["y", "x"],
		] as const) {
			const two = [root, said("a", ["m"], "aa"), said("b", ["m"], "bb")];
			const both = [said(keeps, ["a", "b"], "aa", "bb"), said(leaves, ["a", "b"], "bb")];
			expect(shown(...two, ...both)).toEqual(["aa", "bb"]);
		}
	});

	test("that are added to what is put into the trash bring it back", () => {
		const trash = { ...revision("t", ["m"], { text: "at the sea", trashed: true }) };
		expect(fold([root, trash]).trashed).toBe(true);
		expect(fold([root, trash, said("a", ["m"], "aa")]).trashed).toBe(false);
	});

	test("of a newer version fold like any other", () => {
		const strange = { ...said("a", ["m"], "aa") };
		const newer = { ...strange, fields: { ...strange.fields, [nameOf("cc")]: null } };
		expect(shown(root, newer, said("b", ["m"], "bb"))).toEqual(["aa", "cc", "bb"].sort());
	});

	test("alone say something, in every kind", () => {
		for (const kind of entryKinds) {
			expect(saysAnything(kind, " \n", {})).toBe(false);
			expect(saysAnything(kind, "", { [nameOf("aa")]: value(1) })).toBe(true);
			expect(saysAnything(kind, "", { attachment_: value(1) })).toBe(false);
		}
	});

	test("stand in a readable copy by their ids, and their keys do not", () => {
		const { journal } = foldIn(emptyJournal, [said("a", [], "aa")]);
		const text = leavesOf(journal).map(markdownOf).join("");
		expect(text).toContain(`attachments: ["${"aa".padStart(32, "0")}"]\n`);
		expect(text).not.toContain("key");
	});
});

type Act =
	| { readonly name: "attach" }
	| { readonly name: "take out"; readonly at: number }
	| { readonly name: "see"; readonly from: number };

const devices = 3;
const act: fc.Arbitrary<Act> = fc.oneof(
	{ weight: 4, arbitrary: fc.constant<Act>({ name: "attach" }) },
	{ weight: 2, arbitrary: fc.nat(9).map((at): Act => ({ name: "take out", at })) },
	{ weight: 4, arbitrary: fc.nat(devices - 1).map((from): Act => ({ name: "see", from })) },
);
const turns = fc.array(fc.record({ device: fc.nat(devices - 1), act, rank: fc.nat(0xff_ffff) }), {
	maxLength: 16,
});

test("[R81] in every history all see the same, what nobody took out is there, and all of it settles", () => {
	fc.assert(
		fc.property(turns, fc.infiniteStream(fc.nat()), (history, chance) => {
			const { all, attached, takenOut } = play(history);
			const found = new Set(attachmentIds(fold(all).fields));
			const shuffled = all.map((one) => [chance.next().value, one] as const);
			const other = fold(shuffled.sort(([a], [b]) => a - b).map(([, one]) => one));
			expect(new Set(attachmentIds(other.fields))).toEqual(found);
			for (const id of attached.difference(takenOut)) expect(found).toContain(id);
			expect(found.isSubsetOf(attached)).toBe(true);
			// Who has seen all of it and takes out all leaves nothing.
			const { heads } = fold(all);
			const last = { ...revision("zz-last", []), parents: heads };
			expect(attachmentIds(fold([...all, last]).fields)).toEqual([]);
		}),
		{ numRuns: 300 },
	);
});

function play(history: readonly { device: number; act: Act; rank: number }[]) {
	const first = revision("m-first", [], { text: "at the sea" });
	const known = Array.from({ length: devices }, () => new Map([[first.id, first]]));
	const all = [first];
	const [attached, takenOut] = [new Set<string>(), new Set<string>()];
	for (const [turn, { device, act: done, rank }] of history.entries()) {
		const mine = known[device] ?? new Map<string, Revision>();
		if (done.name === "see") {
			for (const [id, one] of known[done.from] ?? []) mine.set(id, one);
			continue;
		}
		const { fields, heads, at } = fold([...mine.values()]);
		const ids = attachmentIds(fields);
		const id = done.name === "attach" ? turn.toString(16).padStart(32, "0") : ids[done.at];
		if (id === undefined) continue;
		(done.name === "attach" ? attached : takenOut).add(id);
		const { [`attachment_${id}`]: _, ...others } = fields;
		const next = done.name === "attach" ? { ...fields, [`attachment_${id}`]: value(turn) } : others;
		const saved = entryFields({ text: "at the sea", tags: [], fields: next }, at, false, turn);
		const name = `${rank.toString(16)}-${turn}`;
		const written = { ...revision(name, []), record: entryId, parents: heads, fields: saved };
		mine.set(written.id, written);
		all.push(written);
	}
	return { all, attached, takenOut };
}
