// What the reader says: the build puts its words of each language here, out of the words of the screens.

import type en from "../ui/words/en.json";

type Language = "en" | "es";
/** The build takes no other words along. */
export type ReaderWord = Extract<
	keyof typeof en,
	`reader.${string}` | `kind.${string}` | "readable.trashed" | "readable.missing"
>;

declare const READER_WORDS: Readonly<Record<Language, Readonly<Record<ReaderWord, string>>>>;

let language: Language = "en";

/** The language that fits a tag; from here on the reader speaks it. */
export function speakOf(tag: string): Language {
	language = tag.toLowerCase().startsWith("es") ? "es" : "en";
	return language;
}

export function say(word: ReaderWord): string {
	return READER_WORDS[language][word];
}
