// Text folded for searching: lower case, accents stripped. A plain scan over folded text needs no index.

/** What is searched: the folded text of an entry. */
export function foldText(text: string): string {
	return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("ς", "σ");
}

/** The folded words of a query. */
export function queryWords(query: string): readonly string[] {
	return foldText(query)
		.split(/\s+/)
		.filter((word) => word !== "");
}

/**
 * Where the first word that matches stands in folded text, if all words occur; undefined otherwise.
 * No words match everything, at 0.
 */
export function findWords(
	folded: string,
	words: readonly string[],
): { readonly start: number; readonly end: number } | undefined {
	let found: { start: number; end: number } | undefined;
	for (const word of words) {
		const start = folded.indexOf(word);
		if (start < 0) return undefined;
		if (found === undefined || start < found.start) found = { start, end: start + word.length };
	}
	return found ?? { start: 0, end: 0 };
}

/** The span of the text, in UTF-16 units, that folds to a span of its folded text. */
export function unfoldSpan(
	text: string,
	span: { readonly start: number; readonly end: number },
): { readonly start: number; readonly end: number } {
	let at = 0;
	let folded = 0;
	let start = span.start === 0 ? 0 : text.length;
	for (const point of text) {
		if (folded >= span.end && foldText(point) !== "") break;
		if (folded <= span.start && foldText(point) !== "") start = at;
		folded += foldText(point).length;
		at += point.length;
	}
	return span.end === 0 ? { start: 0, end: 0 } : { start, end: at };
}
