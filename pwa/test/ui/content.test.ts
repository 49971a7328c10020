import { describe, expect, it } from "vitest";
import { faultsOfContent } from "../../build/wording.ts";
import en from "../../content/en.json";
import es from "../../content/es.json";
import { readContent } from "../../src/ui/content.ts";

describe("the guided content", () => {
	it("reads in both languages, each choice being one that there is", () => {
		for (const written of [en, es]) {
			const read = readContent(written);
			expect(read.steps.map(({ id }) => id)).toEqual([
				"acknowledge",
				"communicate",
				"time",
				"actions",
				"self",
				"present",
			]);
		}
	});

	it("is refused where it names a choice that there is not", () => {
		const steps = en.steps.map((step) => ({ ...step, id: "another" }));
		expect(() => readContent({ ...en, steps })).toThrow("got another");
	});
});

// What nobody in distress is to be told, beside what is said nowhere.
const HARSH = {
	en: /\b(fail\w*|calm down|relax|just the past|only the past|behind)\b|["']| {2}|\.\.\./i,
	es: /\b(c[aá]lmate|rel[aá]jate|solo el pasado|atrasad\w*)\b|["']| {2}|\.\.\./i,
} as const;

describe.each([
	["en", en.settling],
	["es", es.settling],
] as const)("what settles, in %s", (language, settling) => {
	it("[C3] [C7] counts, grades and urges nobody, and raises no voice", () => {
		for (const text of textsIn(settling)) {
			expect(faultsOfContent(language, text)).toEqual([]);
			expect(text).not.toMatch(HARSH[language]);
			expect(text.trim()).toBe(text);
			expect(text).not.toBe("");
		}
	});

	it("asks for five, four, three, two and one, each with a way for who cannot use that sense", () => {
		expect(settling.senses.parts.map(({ count }) => count)).toEqual([5, 4, 3, 2, 1]);
		for (const { ways } of settling.senses.parts) {
			expect(new Set(ways.map(({ ask }) => ask)).size).toBe(ways.length);
			expect(ways.length).toBeGreaterThanOrEqual(2);
		}
	});

	it("says that help comes first wherever something may not be safe now", () => {
		const { safe, which } = settling["then-or-now"];
		const help = { en: /help comes first\./, es: /lo primero es buscar ayuda\./ }[language];
		for (const { hint } of [safe.yes, safe.unsure, which.now, which.both, which.unknown]) {
			expect(hint).toMatch(help);
		}
	});
});

describe("what settles", () => {
	it("has the same form in both languages", () => {
		expect(shapeOf(es.settling)).toEqual(shapeOf(en.settling));
	});
});

function textsIn(value: unknown): readonly string[] {
	if (typeof value === "string") return [value];
	if (typeof value !== "object" || value === null) return [];
	return Object.values(value).flatMap(textsIn);
}

/** The same with a mark in the place of every text; numbers stay. */
function shapeOf(value: unknown): unknown {
	if (typeof value === "string") return "text";
	if (typeof value !== "object" || value === null) return value;
	return Object.entries(value).map(([name, part]) => [name, shapeOf(part)]);
}
