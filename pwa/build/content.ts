// The guided content and the words of the screens, looked over before anything is built: a fault in a text stops the build and is
// named with its place. What each file looks like is in `content/schema.json`; here is what a schema cannot say.

import { readFileSync } from "node:fs";
import type { Plugin } from "vite";
import type { Language } from "../src/app/contract.ts";
import { differencesOf, isSentence, listOf, textsOf, under } from "./shape.ts";
import { faultsOfContent, faultsOfWords, spoken } from "./wording.ts";

export type Books = Readonly<Record<Language, unknown>>;

const LESSON = { least: 120, most: 250 };
const PROMPTS = { least: 3, most: 6 };
const PIECES = { all: 36, step: 6 };
/** What the pieces have to offer between them. */
const offered = {
	direction: ["others", "world", "self"],
	for: ["anyone", "one", "two"],
	reasons: ["broken", "caregivers", "control", "leaving", "shame", "doubt"],
	approach: ["pace", "closeness", "bids", "parts"],
} as const;
/** Ids that the app gives itself: the closing page, the landing, the second answer in a piece for two. */
const TAKEN = /^(?:closing|landing)$|-other$/;

export interface ContentOptions {
	/** The file of guided content in a language. */
	readonly content: (language: Language) => string;
	/** The files of the screens' words in a language. */
	readonly words: readonly ((language: Language) => string)[];
}

/** Stops the build where a text is missing, differs in form from its translation, or says what this app never says. */
export function content(options: ContentOptions): Plugin {
	return {
		name: "small-moments:content",
		apply: "build",
		buildStart() {
			const faults = [
				...contentFaults(booksIn(options.content)),
				...options.words.flatMap((file) => wordsFaults(booksIn(file))),
			];
			for (const language of spoken) {
				this.addWatchFile(options.content(language));
				for (const file of options.words) this.addWatchFile(file(language));
			}
			if (faults.length > 0) this.error(faults.join("\n"));
		},
	};
}

/** What is wrong with the guided content, each with its language and place. */
export function contentFaults(books: Books): readonly string[] {
	return spoken.flatMap((language) => {
		const book = books[language];
		const faults = [
			...differencesOf(books.en, book),
			...emptyTexts(book),
			...textsOf(book).flatMap(({ at, name, text }) =>
				isSentence({ name }) ? faultsOfContent(language, text).map((said) => `${at}: ${said}`) : [],
			),
			...stepFaults(book),
			...pieceFaults(book),
			...coverageFaults(book),
		];
		return faults.map((fault) => `${language}: ${fault}`);
	});
}

/** What is wrong with the words of the screens. */
export function wordsFaults(books: Books): readonly string[] {
	return spoken.flatMap((language) => {
		const book = books[language];
		const faults = [
			...differencesOf(books.en, book),
			...emptyTexts(book),
			...textsOf(book).flatMap(({ at, text }) =>
				faultsOfWords(language, text).map((said) => `${at}: ${said}`),
			),
		];
		return faults.map((fault) => `${language} words: ${fault}`);
	});
}

function booksIn(file: (language: Language) => string): Books {
	const read = (language: Language): unknown => JSON.parse(readFileSync(file(language), "utf8"));
	return { en: read("en"), es: read("es") };
}

/** A hint may be empty, and so may the approach that lends an exercise. */
function emptyTexts(book: unknown): readonly string[] {
	return textsOf(book).flatMap(({ at, name, text }) =>
		text.trim() === "" && name !== "hint" && name !== "approach" ? [`${at}: no text`] : [],
	);
}

function stepFaults(book: unknown): readonly string[] {
	const steps = listOf(under(book, "steps"));
	const pieces = steps.flatMap((step) => listOf(under(step, "pieces")));
	return [
		...atLeast(pieces.length, PIECES.all, "pieces"),
		...steps.flatMap((step) => {
			const id = String(under(step, "id"));
			const words = listOf(under(step, "lesson")).join(" ").split(/\s+/).length;
			return [
				...within(words, LESSON, `${id}: words of the lesson`),
				...atLeast(listOf(under(step, "pieces")).length, PIECES.step, `${id}: pieces`),
			];
		}),
	];
}

function pieceFaults(book: unknown): readonly string[] {
	const closing = { id: "of-the-closing", prompts: under(under(book, "closing"), "prompts") };
	const pieces = [...piecesOf(book), closing];
	return [
		...repeated(pieces.map((piece) => String(under(piece, "id")))),
		...pieces.flatMap((piece) => {
			const id = String(under(piece, "id"));
			const prompts = listOf(under(piece, "prompts"));
			const ids = prompts.map((prompt) => String(under(prompt, "id")));
			const isUnweighed = under(piece, "timed") === true && under(piece, "hard") !== true;
			return [
				...within(prompts.length, PROMPTS, `${id}: prompts`),
				...repeated(ids).map((fault) => `${id}: ${fault}`),
				...[id, ...ids].filter((one) => TAKEN.test(one)).map((one) => `${one}: the id is taken`),
				...(isUnweighed ? [`${id}: timed and not hard`] : []),
			];
		}),
	];
}

function coverageFaults(book: unknown): readonly string[] {
	return Object.entries(offered).flatMap(([name, wanted]) => {
		const held = new Set(piecesOf(book).flatMap((piece) => [under(piece, name)].flat()));
		return wanted.filter((one) => !held.has(one)).map((one) => `no piece with ${name} ${one}`);
	});
}

function piecesOf(book: unknown): readonly unknown[] {
	return listOf(under(book, "steps")).flatMap((step) => listOf(under(step, "pieces")));
}

function repeated(ids: readonly string[]): readonly string[] {
	return ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `${id}: the id is there twice`);
}

function atLeast(count: number, least: number, what: string): readonly string[] {
	return count >= least ? [] : [`${what}: expected ${least} at least, got ${count}`];
}

function within(
	count: number,
	{ least, most }: { readonly least: number; readonly most: number },
	what: string,
): readonly string[] {
	return count >= least && count <= most
		? []
		: [`${what}: expected ${least} to ${most}, got ${count}`];
}
