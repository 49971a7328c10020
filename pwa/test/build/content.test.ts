// The files as they are have no fault; and each fault that the build is to find is planted in a copy, and found.

import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { describe, expect, it } from "vitest";
import { content, contentFaults, wordsFaults } from "../../build/content.ts";
import { faultsOfContent, faultsOfWords } from "../../build/wording.ts";
import en from "../../content/en.json";
import es from "../../content/es.json";
import wordsEn from "../../src/ui/words/en.json";
import wordsEs from "../../src/ui/words/es.json";
import insideEn from "../../src/ui/words/inside.en.json";
import insideEs from "../../src/ui/words/inside.es.json";

type Content = typeof en;
type Change = (copy: Content) => void;

function changed(change: Change, only?: "es"): readonly string[] {
	const [first, second] = [structuredClone(en), structuredClone(es)];
	if (only === undefined) change(first);
	change(second);
	return contentFaults({ en: first, es: second });
}

describe("the content as it is", () => {
	it("[C2] [C5] [C7] [C8] has no fault in either language", () => {
		expect(contentFaults({ en, es })).toEqual([]);
	});

	it("has words for the screens without fault", () => {
		expect(wordsFaults({ en: wordsEn, es: wordsEs })).toEqual([]);
		expect(wordsFaults({ en: insideEn, es: insideEs })).toEqual([]);
	});
});

describe("a fault in one language is found", () => {
	const planted: readonly (readonly [string, Change])[] = [
		["a piece is missing", ({ steps }) => void steps[0]?.pieces.pop()],
		["two pieces stand in another order", ({ steps }) => void steps[1]?.pieces.reverse()],
		["an id differs", ({ steps }) => rename(steps[0]?.pieces[0]?.prompts[0], "another")],
		["a number differs", ({ steps }) => put(steps[2]?.pieces[0], "minutes", 9)],
		["a choice differs", ({ steps }) => put(steps[2]?.pieces[0], "direction", "world")],
		["a flag differs", ({ steps }) => put(steps[2]?.pieces[0], "hard", true)],
		["a reason is missing", ({ steps }) => void steps[2]?.pieces[0]?.reasons.pop()],
		["a key is missing", ({ closing }) => void Reflect.deleteProperty(closing, "title")],
		["words to borrow are fewer", ({ borrow }) => void borrow.needs.pop()],
		["a text is empty", ({ closing }) => put(closing, "title", "  ")],
		["it pushes", ({ closing }) => put(closing, "title", "Deberías perdonar")],
	];

	it.each(planted)("%s", (_name, change) => {
		const faults = changed(change, "es");
		expect(faults).not.toEqual([]);
		expect(faults.every((fault) => fault.startsWith("es: "))).toBe(true);
	});
});

describe("a fault in both languages is found", () => {
	const planted: readonly (readonly [string, string, Change])[] = [
		[
			"a lesson is short",
			"words of the lesson",
			({ steps }) => put(steps[0], "lesson", ["Brief."]),
		],
		[
			"a lesson is long",
			"words of the lesson",
			({ steps }) => void steps[0]?.lesson.push("word ".repeat(200).trim()),
		],
		[
			"two prompts",
			"prompts: expected 3",
			({ steps }) => void steps[0]?.pieces[0]?.prompts.splice(2),
		],
		["five pieces in a step", "pieces: expected 6", ({ steps }) => void steps[0]?.pieces.splice(5)],
		["an id is there twice", "twice", ({ steps }) => put(steps[0]?.pieces[0], "id", "small-calls")],
		[
			"an id is the app's own",
			"taken",
			({ steps }) => rename(steps[0]?.pieces[0]?.prompts[0], "landing"),
		],
		["timed and not hard", "not hard", ({ steps }) => put(steps[0]?.pieces[4], "hard", false)],
		["nothing for two", "for two", each((piece) => put(piece, "for", "one"))],
		[
			"nothing about the world",
			"direction world",
			each((piece) => put(piece, "direction", "self")),
		],
		["a reason is left out", "reasons shame", each((piece) => put(piece, "reasons", ["doubt"]))],
		["an approach is left out", "approach bids", each((piece) => put(piece, "approach", "pace"))],
	];

	it.each(planted)("%s", (_name, said, change) => {
		expect(changed(change).some((fault) => fault.includes(said))).toBe(true);
	});
});

describe("the build", () => {
	it("stops at a fault and names it with its language and place", async () => {
		const folder = mkdtempSync(join(tmpdir(), "content-"));
		const spanish = structuredClone(es);
		put(spanish.closing, "title", "");
		writeFileSync(join(folder, "en.json"), JSON.stringify(en));
		writeFileSync(join(folder, "es.json"), JSON.stringify(spanish));
		writeFileSync(join(folder, "main.js"), "export const here = 1;");
		const words = join(import.meta.dirname, "../../src/ui/words");
		const building = build({
			configFile: false,
			logLevel: "silent",
			root: folder,
			plugins: [
				content({
					content: (language) => join(folder, `${language}.json`),
					words: [(language) => join(words, `${language}.json`)],
				}),
			],
			build: { write: false, lib: { entry: join(folder, "main.js"), formats: ["es"] } },
		});
		await expect(building).rejects.toThrow("es: closing.title: no text");
	});
});

describe("[C3] [C7] what is never said", () => {
	it.each([
		["en", "You should try this"],
		["en", "Three days in a row"],
		["en", "Half of it, 50 %"],
		["en", "It is time to forgive him"],
		["en", "You did it!"],
		["es", "Deberías probarlo"],
		["es", "Es hora de perdonarla"],
		["es", "La víctima"],
	] as const)("in %s: %s", (language, text) => {
		expect(faultsOfContent(language, text)).not.toEqual([]);
		expect(faultsOfWords(language, text)).not.toEqual([]);
	});

	it.each([
		["en", "You may forgive yourself"],
		["es", "Puedes perdonarte"],
	] as const)("in %s one may be gentle with oneself, in the content: %s", (language, text) => {
		expect(faultsOfContent(language, text)).toEqual([]);
		expect(faultsOfWords(language, text)).not.toEqual([]);
	});

	it.each([
		["en", "Whom do you trust?"],
		["es", "¿En quién tienes confianza?"],
	] as const)(
		"in %s a screen names nothing that tells what the app is for: %s",
		(language, text) => {
			expect(faultsOfContent(language, text)).toEqual([]);
			expect(faultsOfWords(language, text)).not.toEqual([]);
		},
	);
});

function put(target: object | undefined, name: string, value: unknown): void {
	if (target === undefined) throw new Error("expected something to change");
	Reflect.set(target, name, value);
}

function rename(target: { id: string } | undefined, id: string): void {
	put(target, "id", id);
}

function each(change: (piece: object) => void): Change {
	return ({ steps }) => {
		for (const { pieces } of steps) for (const piece of pieces) change(piece);
	};
}
