// A page of a readable copy that any browser shows from a disk: no script, no address of anybody, and nothing to fetch but what lies
// beside it.

import { wordsOf } from "../journal/kinds.ts";
import type { Leaf } from "../journal/leaf.ts";
import { attachedOf } from "./attached.ts";
import type { Attached } from "./attachment-contract.ts";
import type { Legible } from "./contract.ts";
import style from "./readable-page.css?raw";

/** The files of photos and voice notes that lie beside the page, by the ids of their blobs. */
export type Beside = ReadonlyMap<string, string>;

/** In parts, one a leaf. Nothing of what was written is ever markup. */
export function* pageOf(
	leaves: readonly Leaf[],
	beside: Beside,
	legible: Legible,
): Generator<string> {
	yield headOf(legible);
	let day = "";
	for (const leaf of leaves) {
		if (leaf.day !== day || leaf.draft) yield `<h2>${escaped(legible.day(leaf.day))}</h2>\n`;
		day = leaf.draft ? "" : leaf.day;
		yield articleOf(leaf, beside, legible);
	}
	yield "</main>\n</body>\n</html>\n";
}

function headOf({ language, title, lead }: Legible): string {
	return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' file:; media-src 'self' file:; style-src 'unsafe-inline'">
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

function articleOf(leaf: Leaf, beside: Beside, legible: Legible): string {
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
	const attached = attachedOf(fields);
	const below = attached.map((one) => {
		const alike = attached.filter(({ sort }) => sort === one.sort);
		const name = legible.attached(one, alike.indexOf(one) + 1, alike.length);
		return pieceOf(one, name, beside.get(one.id), legible);
	});
	return `<article>\n${above}<div class="words">${escaped(words)}</div>\n${below.join("")}</article>\n`;
}

function pieceOf(one: Attached, name: string, file: string | undefined, legible: Legible): string {
	if (file === undefined) return `<p class="note">${escaped(`${name}: ${legible.missing}`)}</p>\n`;
	const [said, at] = [escaped(name), escaped(file)];
	if (one.sort === "photo") return `<img src="${at}" alt="${said}"${sizeOf(one)} loading="lazy">\n`;
	const shown =
		one.sort === "voice" ? `<audio controls preload="metadata" src="${at}"></audio>` : "";
	return `<figure><figcaption class="note"><a href="${at}">${said}</a></figcaption>${shown}</figure>\n`;
}

/** So that the page has its length before the pictures are there. */
function sizeOf({ pixels }: Attached): string {
	return pixels === undefined ? "" : ` width="${pixels.width}" height="${pixels.height}"`;
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
