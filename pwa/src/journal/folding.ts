// Text folded for searching: lower case, accents stripped. A plain scan over folded text needs no index.

/** Only signs of one byte. */
const plain = /^[\0-\x7f]*$/;

/** What is searched: the folded text of an entry. Where there are only plain signs, nothing but their case is to fold. */
export function foldText(text: string): string {
	const lower = text.toLowerCase();
	return plain.test(lower) ? lower : stripped(lower);
}

function stripped(lower: string): string {
	return lower.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("ς", "σ");
}

/** The folded words of a query. */
export function queryWords(query: string): readonly string[] {
	return foldText(query)
		.split(/\s+/)
		.filter((word) => word !== "");
}

/** True if all words stand in folded text; no words stand in all of it. */
export function holdsWords(folded: string, words: readonly string[]): boolean {
	return words.every((word) => folded.includes(word));
}

/** A part of a text, in UTF-16 units; `end` is the first unit after it. */
export interface Span {
	readonly start: number;
	readonly end: number;
}

/** Every place of a text where one of the folded words stands, ascending; places that meet are one. */
export function findSpans(text: string, words: readonly string[]): readonly Span[] {
	const folded = foldText(text);
	const found = words.flatMap((word) => [...placesOf(folded, word)]);
	if (found.length === 0) return [];
	const origins = unfolded(text);
	const spans: Span[] = [];
	for (const { start, end } of found.sort((a, b) => a.start - b.start)) {
		const span = { start: origins[start] ?? 0, end: endOf(origins, end) };
		const last = spans.at(-1);
		if (last === undefined || span.start > last.end) spans.push(span);
		else if (span.end > last.end) spans[spans.length - 1] = { ...last, end: span.end };
	}
	return spans;
}

function* placesOf(folded: string, word: string): Generator<Span> {
	for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
		yield { start: at, end: at + word.length };
	}
}

/** For each unit of the folded text where the sign begins that it came from; last, the text's end. */
function unfolded(text: string): readonly number[] {
	const origins: number[] = [];
	let at = 0;
	for (const point of text) {
		// Almost all signs are of this kind, and folding each by itself costs.
		const units = point < "\u0080" ? 1 : foldText(point).length;
		for (let unit = 0; unit < units; unit += 1) origins.push(at);
		at += point.length;
	}
	origins.push(text.length);
	return origins;
}

/** A sign that folds to several units is taken whole, and an accent after a sign belongs to it. */
function endOf(origins: readonly number[], end: number): number {
	let at = end;
	while (origins[at] === origins[end - 1]) at += 1;
	return origins[at] ?? 0;
}
