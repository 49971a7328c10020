// What this app never says, in each of its languages. Read by the build, which refuses a sentence that says it, and by the tests.

import type { Language } from "../src/app/contract.ts";

/** Nothing that counts, grades, scolds, urges or takes a side. Each language with its own. */
const everywhere: Readonly<Record<Language, RegExp>> = {
	en: /\b(?:streaks?|missed|in a row|badges?|scores?|goals?|points|keep it up|well done|great job|should|must|reconcil\w*|failed|failure|overdue|don[’']t forget|victim\w*|abus\w*|congratulations)\b|%/iu,
	es: /(?<!\p{L})(?:rachas?|seguidos|insignias?|puntuaci[oó]n|metas?|puntos|enhorabuena|felicidades|deber[ií]as?|tienes que|debes|reconcilia\p{L}*|fallaste|fracaso|no olvides|v[ií]ctimas?|abus\p{L}*|bienvenid[oa])(?!\p{L})|%/iu,
};

/** On the screens of nobody; in the content only of oneself. */
const forgiving: Readonly<Record<Language, RegExp>> = {
	en: /\bforg[ia]v\w*/iu,
	es: /(?<!\p{L})perd[oó]n\p{L}*/iu,
};
const ofOneself: Readonly<Record<Language, RegExp>> = {
	en: /\bforg[ia]v\w*\s+(?:yourself|myself|themselves)\b/giu,
	es: /(?<!\p{L})(?:perdon(?:arte|arme|arse)|(?:te|me) perdon\p{L}*)(?!\p{L})/giu,
};

/** What would tell a bystander what the app is for. The guided content, behind the lock, may say it. */
const telling = /trust|confianza|couple|pareja|abuse|abuso/iu;

/** What a text of the screens says that it may not; an empty list for one that is well. */
export function faultsOfWords(language: Language, text: string): readonly string[] {
	return faults(text, [everywhere[language], forgiving[language], telling]);
}

/** The same for a text of the guided content. */
export function faultsOfContent(language: Language, text: string): readonly string[] {
	const others = text.replace(ofOneself[language], "");
	return [...faults(text, [everywhere[language]]), ...faults(others, [forgiving[language]])];
}

function faults(text: string, patterns: readonly RegExp[]): readonly string[] {
	const loud = /[!¡]/u;
	return [loud, ...patterns].flatMap((pattern) => {
		const found = pattern.exec(text)?.[0];
		return found === undefined ? [] : [found];
	});
}

/** The languages of the app. Each has a file of guided content and a file of words for the screens. */
export const spoken = ["en", "es"] as const satisfies readonly Language[];
