// The readable copy: files, a page without script, and a ZIP that is written and read in a stream.
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { expect, test } from "vitest";
import type { Bytes } from "../../../crypto/ts/brands.ts";
import { concat } from "../../../crypto/ts/labels.ts";
import { contentsOf } from "../../src/app/archive.ts";
import type { Legible } from "../../src/app/contract.ts";
import { readableFiles } from "../../src/app/readable-files.ts";
import { NoZip, textsIn, zipped } from "../../src/app/zip.ts";
import { emptyJournal, foldIn } from "../../src/journal/record.ts";
import type { Revision } from "../../src/journal/revision.ts";
import { noProgress } from "../phone.ts";

const legible: Legible = {
	language: "es",
	title: "Moments",
	lead: "Todo",
	trashed: "En la papelera",
	draft: "Abierta",
	day: (day) => `día ${day}`,
	attached: ({ sort }, number, count) => `${sort} "${number}" de ${count}`,
	missing: "falta",
	line: ({ kind }) => (kind === "entry" ? "" : kind),
};

const beside = new Map([["0b".repeat(16), `attachments/${"0b".repeat(16)}.ogg`]]);

function revision(at: number, change: Partial<Revision> = {}): Revision {
	const hex = at.toString(16).padStart(8, "0");
	return {
		id: hex.repeat(8),
		kind: "entry",
		record: hex.repeat(4),
		parents: [],
		day: "2026-11-25",
		fields: { at, text: `page ${at}`, trashed: false },
		replaces: undefined,
		...change,
	};
}

function filesOf(...revisions: readonly Revision[]): Readonly<Record<string, string>> {
	const { journal } = foldIn(emptyJournal, revisions);
	const pieces = [...zipped(readableFiles(journal, [], beside, legible, noProgress))];
	const files = Object.entries(unzipSync(concat(...pieces)));
	return Object.fromEntries(files.map(([name, bytes]) => [name, strFromU8(bytes)]));
}

test("what was written is never markup, and no front matter can be broken out of", () => {
	const words = '</div><script>alert(1)</script>\n---\nday: 1999-01-01 "&';
	const fields = { at: 1, text: words, trashed: true, tags: ["---\nkind: x"], who: "a\n---\n" };
	const files = filesOf(revision(1, { kind: "moment", fields }));
	const page = files["index.html"] ?? "";
	expect(page).not.toContain("<script");
	expect(page).toContain("&lt;/div&gt;&lt;script&gt;alert(1)&lt;/script&gt;");
	expect(page).toContain('<html lang="es">');
	expect(page).toContain("default-src 'none'");
	expect(page).not.toMatch(/https?:|src=|href=|url\(/);
	const [name, text] = Object.entries(files).find(([path]) => path.startsWith("entries/")) ?? [];
	expect(name).toBe("entries/2026-11-25-moment-000000010000.md");
	const [front] = text?.slice(4).split("\n---\n\n") ?? [];
	expect(front?.split("\n")).toEqual([
		"day: 2026-11-25",
		"kind: moment",
		"begun: 1970-01-01T00:00:00.001Z",
		`id: "${"00000001".repeat(4)}"`,
		'tags: ["---\\nkind: x"]',
		"trashed: true",
		"fields:",
		'  who: "a\\n---\\n"',
	]);
});

test("a sound lies beside the page, and one that does not is said; nothing else may be fetched", () => {
	const blobOf = (byte: number) => {
		const bytes = (length: number) => new Uint8Array(length).fill(byte);
		const name = `attachment_${byte.toString(16).padStart(2, "0").repeat(16)}`;
		const said = { at: byte, chunk: 65_536, digest: bytes(32), key: bytes(32), size: 9 };
		return [name, { ...said, seconds: 4, type: "audio/ogg" }] as const;
	};
	const fields = { at: 1, text: "", trashed: false, ...Object.fromEntries([11, 12].map(blobOf)) };
	const page = filesOf(revision(1, { fields }))["index.html"] ?? "";
	const place = `attachments/${"0b".repeat(16)}.ogg`;
	expect(page).toContain(`<a href="${place}">voice &quot;1&quot; de 2</a>`);
	expect(page).toContain(`<audio controls preload="metadata" src="${place}">`);
	expect(page).toContain("voice &quot;2&quot; de 2: falta");
	expect([...page.matchAll(/(?:src|href)="([^"]*)"/g)].map((found) => found[1])).toEqual([
		place,
		place,
	]);
	expect(page).toContain("default-src 'none'; img-src 'self' file:; media-src 'self' file:;");
});

test("records.json holds every revision of every kind as it came, but nothing that tells a passphrase", () => {
	const strange = revision(2, {
		kind: "constellation",
		schema: 9,
		fields: { a: new Uint8Array([5]) },
	});
	const check = revision(3, { kind: "check", fields: { salt: new Uint8Array(16) } });
	const before = revision(1);
	const after = revision(4, { record: before.record, parents: [before.id] });
	const files = filesOf(before, strange, check, after);
	const { records } = JSON.parse(files["records.json"] ?? "");
	expect(records.map(({ kind }: { kind: string }) => kind)).toEqual(["entry", "constellation"]);
	expect(records[0].revisions).toHaveLength(2);
	expect(records[1].revisions[0]).toMatchObject({ schema: 9, fields: { a: { $bin: "05" } } });
	const { journal } = foldIn(emptyJournal, [before, check]);
	expect([...contentsOf(journal)].map(({ kind }) => kind)).toEqual(["entry"]);
});

test("10,000 pages become a ZIP piece by piece: none is asked for before those ahead of it are written", () => {
	const revisions = Array.from({ length: 10_000 }, (_, at) => revision(at + 1));
	const { journal } = foldIn(emptyJournal, revisions);
	let asked = 0;
	function* counted() {
		for (const file of readableFiles(journal, [], beside, legible, noProgress)) {
			asked += 1;
			yield file;
		}
	}
	let [largest, given, ahead] = [0, 0, 0];
	const names = /entries\/2026-11-25-entry-[0-9a-f]{12}\.md/;
	let written = 0;
	for (const piece of zipped(counted())) {
		largest = Math.max(largest, piece.length);
		given += piece.length;
		if (piece[0] === 0x50 && names.test(strFromU8(piece.subarray(0, 200), true))) written += 1;
		if (written > 0 && written < 10_000) ahead = Math.max(ahead, asked - 2 - written);
	}
	expect(asked).toBe(10_002);
	expect(written).toBeGreaterThanOrEqual(10_000);
	expect(ahead).toBeLessThanOrEqual(1);
	expect(given).toBeGreaterThan(2_000_000);
	// The list of all names at the end of a ZIP is one piece; it holds no word.
	expect(largest).toBeLessThan(1_500_000);
});

async function* inPieces(bytes: Bytes, size = 700): AsyncGenerator<Bytes> {
	for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

test("of a ZIP that comes only what is wanted is unpacked, and no more than a journal holds", async () => {
	const files = { "a/2026-01-02.md": strToU8("words, é"), "photo.jpg": new Uint8Array(50_000) };
	const zip = new Uint8Array(zipSync({ ...files, "bomb.txt": new Uint8Array(3_000_000) }));
	expect(zip.length).toBeLessThan(10_000);
	const wants = (path: string): boolean => path.endsWith(".md");
	expect(await textsIn(inPieces(zip), wants)).toEqual(new Map([["a/2026-01-02.md", "words, é"]]));
	const all = textsIn(inPieces(zip), () => true, 1_000_000);
	await expect(all).rejects.toMatchObject({ isTooLarge: true });
	const torn = zip.slice();
	torn.fill(0xff, 45, 60);
	await expect(textsIn(inPieces(torn), wants)).rejects.toBeInstanceOf(NoZip);
});
