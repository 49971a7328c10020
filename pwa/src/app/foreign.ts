// Files of other apps: which one it is, and its pages as entries. A page keeps its record id from one bringing to the next, so that
// nothing comes twice.

import { fixedRecord } from "../../../crypto/ts/content.ts";
import { entryFields } from "../journal/entry.ts";
import { dailyTxtPages, isDailyTxtFile } from "../journal/foreign/daily-txt.ts";
import { dayOnePages } from "../journal/foreign/day-one.ts";
import type { ForeignPage } from "../journal/foreign/foreign-page.ts";
import { isMarkdownFile, markdownPage } from "../journal/foreign/markdown.ts";
import { kindOf } from "../journal/kinds.ts";
import { recordKey } from "../journal/record.ts";
import type { Statement } from "../vault/writing.ts";
import { bring, refused, stretchOf } from "./bringing-in.ts";
import { type Context, wholeSession } from "./context.ts";
import type { Found, LookCause, LookResult, Progress } from "./contract.ts";
import { piecesOf } from "./file.ts";
import { NoZip, textsIn } from "./zip.ts";

type Source = Exclude<Found["source"], "archive">;
type Read = { readonly source: Source; readonly pages: readonly ForeignPage[] } | LookCause;

/** A text of more than this is no journal. */
const mostText = 134_217_728;

export async function lookIntoForeign(
	context: Context,
	file: File,
	progress: Progress,
): Promise<LookResult> {
	const read = await readFile(file, progress);
	if (typeof read === "string") return refused(read);
	const { source, pages } = read;
	if (pages.length === 0) return refused("empty");
	const { journal } = await wholeSession(context);
	const statements = await statementsOf(source, pages, context.platform.now());
	const fresh = (): readonly Statement[] =>
		statements.filter(({ kind, record }) => !journal.shelf.journal().has(recordKey(kind, record)));
	const counted = fresh();
	return {
		name: "found",
		source,
		fresh: counted.length,
		known: statements.length - counted.length,
		...stretchOf(counted),
		bring: (during) => bring(context, journal, fresh, during),
	};
}

async function readFile(file: File, progress: Progress): Promise<Read> {
	const first = new Uint8Array(await file.slice(0, 4).arrayBuffer());
	if (first[0] === 0x50 && first[1] === 0x4b) return readZip(file, progress);
	if (file.size > mostText) return "too-large";
	const text = textOf(await file.arrayBuffer());
	if (text === undefined) return "unknown";
	const dayOne = dayOnePages(text);
	if (dayOne !== undefined) return { source: "day-one", pages: dayOne };
	if (!isMarkdownFile(file.name)) return "unknown";
	const page = markdownPage(file.name, text);
	return page === undefined ? "undated" : { source: "markdown", pages: [page] };
}

async function readZip(file: File, progress: Progress): Promise<Read> {
	try {
		return pagesIn(await textsIn(piecesOf(file, progress), isWanted));
	} catch (error) {
		if (error instanceof NoZip) return error.isTooLarge ? "too-large" : "damaged";
		throw error;
	}
}

function pagesIn(files: ReadonlyMap<string, string>): Read {
	const daily = dailyTxtPages(files);
	if (daily === "encrypted") return "encrypted";
	if (daily !== undefined) return { source: "daily-txt", pages: daily };
	const journals = [...files].filter(([path]) => path.endsWith(".json"));
	const dayOne = journals.flatMap(([, text]) => dayOnePages(text) ?? []);
	if (dayOne.length > 0) return { source: "day-one", pages: dayOne };
	const texts = [...files].filter(([path]) => isMarkdownFile(path));
	const pages = texts.flatMap(([path, text]) => markdownPage(path, text) ?? []);
	if (pages.length > 0) return { source: "markdown", pages };
	return texts.length > 0 ? "undated" : "unknown";
}

/** What a Mac adds to a ZIP is nobody's page. */
function isWanted(path: string): boolean {
	const isHidden = path.split("/").some((part) => part.startsWith(".") || part === "__MACOSX");
	return !isHidden && (isMarkdownFile(path) || isDailyTxtFile(path) || path.endsWith(".json"));
}

function textOf(bytes: ArrayBuffer): string | undefined {
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch {
		return undefined;
	}
}

/** Each page once. */
async function statementsOf(
	source: Source,
	pages: readonly ForeignPage[],
	now: number,
): Promise<readonly Statement[]> {
	const { schema } = kindOf("entry");
	const statements = new Map<string, Statement>();
	for (const { key, day, at, text, tags } of pages) {
		const record: string = await fixedRecord(`${source}/${key}`);
		const words = {
			text: text.toWellFormed(),
			tags: tags.map((tag) => tag.toWellFormed()),
			fields: {},
		};
		const fields = entryFields(words, at, false, now);
		statements.set(record, { kind: "entry", record, parents: [], schema, day, fields });
	}
	return [...statements.values()];
}
