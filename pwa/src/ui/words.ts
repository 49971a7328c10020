import type { Language } from "../app/contract.ts";
import { language } from "./language.ts";
import en from "./words/en.json";
import es from "./words/es.json";

/** The name of one text of the screens. */
export type Word = keyof typeof en;

const books: Readonly<Record<Language, Readonly<Record<Word, string>>>> = { en, es };

/** A text in the language of the screens, with `{name}` replaced by that value. */
export function say(word: Word, values: Readonly<Record<string, string | number>> = {}): string {
	const text = books[language.value][word];
	return text.replace(/\{(\w+)\}/g, (_whole, name: string) => String(values[name] ?? ""));
}

type Counted =
	| "search.found"
	| "sees.rows"
	| "backup.devices"
	| "settings.seconds"
	| "settings.minutes";

/** A text that holds a number, in the form that the number asks for. */
export function sayCount(word: Counted, count: number): string {
	const form = new Intl.PluralRules(language.value).select(count) === "one" ? "one" : "other";
	const shown = new Intl.NumberFormat(language.value).format(count);
	return say(`${word}.${form}`, { count: shown });
}
