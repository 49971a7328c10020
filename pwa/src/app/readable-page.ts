// A page of a readable copy that any browser shows from a disk: no script, no address, nothing to fetch.

import { wordsOf } from "../journal/kinds.ts";
import type { Leaf } from "../journal/leaf.ts";
import type { Legible } from "./contract.ts";
import style from "./readable-page.css?raw";

/** In parts, one a leaf. Nothing of what was written is ever markup. */
export function* pageOf(leaves: readonly Leaf[], legible: Legible): Generator<string> {
	yield headOf(legible);
	let day = "";
	for (const leaf of leaves) {
		if (leaf.day !== day || leaf.draft) yield `<h2>${escaped(legible.day(leaf.day))}</h2>\n`;
		day = leaf.draft ? "" : leaf.day;
		yield articleOf(leaf, legible);
	}
	yield "</main>\n</body>\n</html>\n";
}

function headOf({ language, title, lead }: Legible): string {
	return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<style>
${style}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
<p class="lead">${escaped(lead)}</p>
`;
}

function articleOf(leaf: Leaf, legible: Legible): string {
	const { kind, text, tags, fields, trashed, draft } = leaf;
	const notes = [
		...(draft ? [legible.draft] : []),
		...(trashed ? [legible.trashed] : []),
		legible.line(leaf),
		tags.map((tag) => `#${tag}`).join(" "),
	].filter((note) => note !== "");
	const above = notes.map((note) => `<p class="note">${escaped(note)}</p>\n`).join("");
	// What is put away in the app leaves with the rest.
	const words = wordsOf(kind, text, fields);
	return `<article>\n${above}<div class="words">${escaped(words)}</div>\n</article>\n`;
}

const signs: ReadonlyMap<string, string> = new Map([
	["&", "&amp;"],
	["<", "&lt;"],
	[">", "&gt;"],
	['"', "&quot;"],
	["'", "&#39;"],
]);

function escaped(text: string): string {
	return text.replace(/[&<>"']/g, (sign) => signs.get(sign) ?? sign);
}
