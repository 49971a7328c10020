import type { Language } from "../app/contract.ts";
import { chooseLanguage, language } from "./language.ts";
import type en from "./words/en.json";
import type inside from "./words/inside.en.json";

/** The name of one text of the screens. */
export type Word = keyof typeof en | keyof typeof inside;

type Book = Readonly<Partial<Record<Word, string>>>;

const books = new Map<Language, Book>();
const booksInside = new Map<Language, Book>();
let isInside = false;

/** Brings the texts of a language, once. Nothing can be said in it before. */
export async function loadWords(tag: Language): Promise<void> {
	if (!books.has(tag)) books.set(tag, await bookOf(tag));
	if (isInside && !booksInside.has(tag)) booksInside.set(tag, await insideOf(tag));
}

/** From here on also the texts that only an open journal says. */
export function loadWordsInside(): Promise<void> {
	isInside = true;
	return loadWords(language.value);
}

async function bookOf(tag: Language): Promise<Book> {
	switch (tag) {
		case "en":
			return (await import("./words/en.json")).default;
		case "es":
			return (await import("./words/es.json")).default;
	}
}

async function insideOf(tag: Language): Promise<Book> {
	switch (tag) {
		case "en":
			return (await import("./words/inside.en.json")).default;
		case "es":
			return (await import("./words/inside.es.json")).default;
	}
}

/** Changes the screens to another language, once its texts are there. */
export async function speak(tag: Language): Promise<void> {
	await loadWords(tag);
	chooseLanguage(tag);
}

/** A text in the language of the screens, with `{name}` replaced by that value. */
export function say(word: Word, values: Readonly<Record<string, string | number>> = {}): string {
	const [first, inside] = [books, booksInside].map((all) => all.get(language.value)?.[word]);
	const text = first ?? inside ?? "";
	return text.replace(/\{(\w+)\}/g, (_whole, name: string) => String(values[name] ?? ""));
}

type Counted =
	| "search.found"
	| "sees.rows"
	| "doors.only-here"
	| "doors.erase.days"
	| "backup.devices"
	| "bring.fresh"
	| "bring.known"
	| "move.look.here"
	| "settings.seconds"
	| "settings.minutes"
	| "attach.lacks";

/** A text that holds a number, in the form that the number asks for. */
export function sayCount(word: Counted, count: number): string {
	const form = new Intl.PluralRules(language.value).select(count) === "one" ? "one" : "other";
	const shown = new Intl.NumberFormat(language.value).format(count);
	return say(`${word}.${form}`, { count: shown });
}
