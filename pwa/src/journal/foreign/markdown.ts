// Plain text and Markdown, a file a page. Its day stands in its front matter or in its name.

import { type CivilDay, isCivilDay } from "../day.ts";
import { type ForeignPage, jsonIn, noonOf, textsOf } from "./foreign-page.ts";

const front = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/;
const dated = ["day", "date", "created", "creation date"];

export function isMarkdownFile(path: string): boolean {
	return /\.(?:md|markdown|txt)$/i.test(path);
}

/** Undefined for a file that names no day, or says nothing. What says that it lies in the trash stays behind. */
export function markdownPage(path: string, file: string): ForeignPage | undefined {
	const found = front.exec(file);
	const said = saidIn(found?.[1] ?? "");
	const text = file.slice(found?.[0].length ?? 0).trim();
	const name = path.split("/").at(-1) ?? "";
	const day = dated.map((key) => dayIn(said.get(key) ?? "")).find((one) => one) ?? dayIn(name);
	if (day === undefined || text === "" || said.get("trashed") === "true") return undefined;
	return { key: `${day} ${text}`, day, at: noonOf(day), text, tags: tagsIn(said) };
}

/** The lines of a front matter by their keys; the lines of a list are joined by commas. */
function saidIn(lines: string): ReadonlyMap<string, string> {
	const said = new Map<string, string>();
	let last = "";
	for (const line of lines.split(/\r?\n/)) {
		const [, item] = /^\s*-\s+(.*)$/.exec(line) ?? [];
		const [, key, value] = /^([\w -]+?)\s*:\s*(.*)$/.exec(line) ?? [];
		if (item !== undefined) said.set(last, [said.get(last), item].filter(Boolean).join(","));
		else if (key !== undefined && value !== undefined) {
			last = key.toLowerCase();
			said.set(last, value.trim());
		}
	}
	return said;
}

function tagsIn(said: ReadonlyMap<string, string>): readonly string[] {
	const written = said.get("tags") ?? "";
	const list = textsOf(jsonIn(written));
	if (list.length > 0) return list;
	return written
		.replace(/^\[|\]$/g, "")
		.split(",")
		.map((tag) => tag.trim().replace(/^["'#]+|["']+$/g, ""))
		.filter((tag) => tag !== "");
}

/** The first day that stands in a text: 2024-03-02, 2024_03_02, 2024.03.02, 20240302. */
function dayIn(text: string): CivilDay | undefined {
	const found = text.match(/(?<!\d)(\d{4})([-_.]?)(\d{2})\2(\d{2})(?!\d)/);
	const day = found === null ? "" : `${found[1]}-${found[3]}-${found[4]}`;
	return isCivilDay(day) ? day : undefined;
}
