// Random histories of one entry on several devices: each writes on what it has seen, and now and then takes over what another one has.

import * as fc from "fast-check";
import type { Revision } from "../../src/journal/revision.ts";
import { fold, revision, wordsIn } from "./given.ts";

type Act =
	| { readonly name: "insert"; readonly at: number; readonly line: boolean }
	| { readonly name: "erase"; readonly at: number }
	| { readonly name: "trash" }
	| { readonly name: "restore" }
	| { readonly name: "take"; readonly from: number };

interface Turn {
	readonly device: number;
	readonly act: Act;
	/** Decides the place of the revision's id among all others. */
	readonly rank: number;
}

const devices = 3;
const place = fc.nat(1_000);
const insert = fc.record({ name: fc.constant("insert" as const), at: place, line: fc.boolean() });
const erase = fc.record({ name: fc.constant("erase" as const), at: place });
const trash = fc.constantFrom<Act>({ name: "trash" }, { name: "restore" });
const take = fc.record({ name: fc.constant("take" as const), from: fc.nat(devices - 1) });
const act: fc.Arbitrary<Act> = fc.oneof(
	{ weight: 5, arbitrary: insert },
	{ weight: 2, arbitrary: erase },
	{ weight: 1, arbitrary: trash },
	{ weight: 3, arbitrary: take },
);
const turn: fc.Arbitrary<Turn> = fc.record({
	device: fc.nat(devices - 1),
	act,
	rank: fc.nat(0xff_ffff),
});

/** Revisions in the order in which they were written. The first one is known to every device. */
export const histories: fc.Arbitrary<readonly Revision[]> = fc
	.array(turn, { minLength: 1, maxLength: 14 })
	.map(play);

function play(turns: readonly Turn[]): readonly Revision[] {
	const first = revision("m-first", [], { text: "one two three\nfour five six\nseven" });
	const known = Array.from({ length: devices }, () => new Map([[first.id, first]]));
	const all = [first];
	for (const [at, { device, act, rank }] of turns.entries()) {
		const mine = known[device] ?? new Map<string, Revision>();
		if (act.name === "take") {
			for (const [id, one] of known[act.from] ?? []) mine.set(id, one);
			continue;
		}
		const written = write([...mine.values()], act, `${rank.toString(16)}-${at}`);
		mine.set(written.id, written);
		all.push(written);
	}
	return all;
}

function write(seen: readonly Revision[], act: Exclude<Act, { name: "take" }>, name: string) {
	const { text, trashed, heads } = fold(seen);
	const said = {
		text: change(text, act, `word-${name}`),
		trashed: act.name === "trash" || (act.name !== "restore" && trashed),
	};
	return { ...revision(name, [], said), parents: heads };
}

function change(text: string, act: Act, word: string): string {
	const tokens = text.match(/\s+|\S+/g) ?? [];
	if (act.name === "insert") {
		const at = act.at % (tokens.length + 1);
		const gap = act.line ? "\n" : " ";
		return [...tokens.slice(0, at), `${gap}${word}${gap}`, ...tokens.slice(at)].join("");
	}
	if (act.name !== "erase" || tokens.length < 2) return text;
	const at = act.at % tokens.length;
	return tokens.toSpliced(at, 1, " ").join("");
}

/** Words of the heads that no other head has ever seen: nobody can have taken them out. */
export function unseenWords(revisions: readonly Revision[]): ReadonlySet<string> {
	const byId = new Map(revisions.map((one) => [one.id, one]));
	const { heads } = fold(revisions);
	const past = heads.map((head) => pastOf(head, byId));
	const found = heads.flatMap((head, at) => {
		const others = past.filter((_, other) => other !== at).flat();
		const seen = new Set(others.flatMap(({ fields }) => [...wordsIn(String(fields["text"]))]));
		return [...wordsIn(String(byId.get(head)?.fields["text"] ?? ""))].filter(
			(word) => !seen.has(word),
		);
	});
	return new Set(found);
}

function pastOf(head: string, byId: ReadonlyMap<string, Revision>): readonly Revision[] {
	const found = new Map<string, Revision>();
	const todo = [head];
	for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
		const one = byId.get(id);
		if (one === undefined || found.has(id)) continue;
		found.set(id, one);
		todo.push(...one.parents);
	}
	return [...found.values()];
}
