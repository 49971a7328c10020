// The reader: one page that opens a sealed archive from a disk. No network, no storage, nothing of the app but the rules of the
// protocol and of folding. What was written reaches the page as text only.

import { openArchive } from "../../../crypto/ts/archive.ts";
import { argon2id } from "../../../crypto/ts/argon2.ts";
import type { Bytes } from "../../../crypto/ts/brands.ts";
import type { Content } from "../../../crypto/ts/content.ts";
import { Refused } from "../../../crypto/ts/errors.ts";
import { wordsOf } from "../journal/kinds.ts";
import { type Leaf, leavesOf, markdownOf } from "../journal/leaf.ts";
import { emptyJournal, foldIn, type Journal } from "../journal/record.ts";
import type { Revision } from "../journal/revision.ts";
import { element } from "./element.ts";
import { type Files, filesOf, piecesOn } from "./reader-files.ts";
import { type ReaderWord, say, speakOf } from "./reader-words.ts";

const partSize = 1_048_576;

start(document);

function start(page: Document): void {
	page.documentElement.lang = speakOf(navigator.language);
	const main = page.querySelector("main");
	if (main === null) throw new Error("the page is not whole");
	const [form, file, passphrase, button] = [
		element("form"),
		field("file", "reader.file"),
		field("password", "reader.passphrase"),
		element("button", say("reader.open")),
	];
	const said = element("p");
	said.setAttribute("role", "status");
	form.append(file.label, passphrase.label, button, said);
	form.addEventListener("submit", (event) => {
		event.preventDefault();
		const chosen = file.input.files?.[0];
		if (chosen === undefined || passphrase.input.value === "") return;
		said.textContent = say("reader.working");
		void read(chosen, passphrase.input.value).then((result) => {
			if (typeof result === "string") said.textContent = say(result);
			else main.replaceChildren(...shown(result.leaves, result.files));
		});
	});
	main.append(element("h1", say("reader.title")), element("p", say("reader.lead")), form);
}

interface Read {
	readonly leaves: readonly Leaf[];
	readonly files: Files;
}

/** The entries with what is attached to them, or what to say. */
async function read(file: File, passphrase: string): Promise<Read | ReaderWord> {
	const { keep, files } = filesOf();
	try {
		const contents = await openArchive(argon2id, passphrase, piecesOf(file), keep);
		return { leaves: leavesOf(journalOf(contents)), files };
	} catch (error) {
		if (!(error instanceof Refused)) return "reader.unreadable";
		return error.kind === "open" ? "reader.wrong" : "reader.damaged";
	}
}

async function* piecesOf(file: File): AsyncGenerator<Bytes> {
	for (let at = 0; at < file.size; at += partSize) {
		yield new Uint8Array(await file.slice(at, at + partSize).arrayBuffer());
	}
}

/** As it folded where it was written: under the ids that its revisions had there (R65). */
function journalOf(contents: readonly Content[]): Journal {
	const revisions = contents.map(({ kind, record, parents, day, fields, replaces }): Revision => {
		return { id: replaces ?? "", kind, record, parents, day, fields, replaces: undefined };
	});
	return foldIn(emptyJournal, revisions).journal;
}

function shown(leaves: readonly Leaf[], files: Files): readonly HTMLElement[] {
	const save = element("button", say("reader.save"));
	save.type = "button";
	save.addEventListener("click", () => saveText(leaves.map(markdownOf).join("\n")));
	const title = element("h1", say("reader.title"));
	title.tabIndex = -1;
	requestAnimationFrame(() => title.focus());
	const articles = leaves.flatMap((leaf, at) => articleOf(leaf, leaves[at - 1]?.day, files));
	return [title, element("p", say("reader.readable")), save, ...articles];
}

function articleOf(leaf: Leaf, before: string | undefined, files: Files): readonly HTMLElement[] {
	const article = element("article");
	for (const note of notesOf(leaf)) {
		const line = element("p", note);
		line.className = "note";
		article.append(line);
	}
	const words = element("div", wordsOf(leaf.kind, leaf.text, leaf.fields));
	words.className = "words";
	article.append(words, ...piecesOn(leaf.fields, files));
	return before === leaf.day ? [article] : [element("h2", dayOf(leaf)), article];
}

function notesOf({ kind, tags, fields, trashed }: Leaf): readonly string[] {
	const values = Object.entries(fields).filter(([, value]) => typeof value !== "object");
	const plain = values.filter(([, value]) => typeof value !== "string" || value.length < 40);
	return [
		...(kind === "entry" ? [] : [say(`kind.${kind}`)]),
		...(trashed ? [say("readable.trashed")] : []),
		...plain.map(([name, value]) => `${name}: ${String(value)}`),
		...(tags.length > 0 ? [tags.map((tag) => `#${tag}`).join(" ")] : []),
	];
}

function dayOf({ day }: Leaf): string {
	const form = { dateStyle: "full", timeZone: "UTC" } as const;
	const words = new Intl.DateTimeFormat(document.documentElement.lang, form);
	return words.format(new Date(`${day}T00:00:00Z`));
}

function saveText(text: string): void {
	const link = element("a");
	link.href = URL.createObjectURL(new Blob([text], { type: "text/markdown;charset=utf-8" }));
	link.download = "moments.md";
	link.click();
}

function field(type: "file" | "password", word: ReaderWord) {
	const [label, input] = [element("label", say(word)), element("input")];
	input.type = type;
	input.autocomplete = "off";
	label.append(input);
	return { label, input };
}
