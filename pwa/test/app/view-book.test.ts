import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emptyBook, planView, type ViewBook } from "../../src/app/view-book.ts";
import { foldInto, foldOutOf, type Record } from "../../src/journal/record.ts";
import type { Revision } from "../../src/journal/revision.ts";
import type { PartName } from "../../src/vault/view.ts";

let stamps = 0;

function newPart(number: number): PartName {
	stamps += 1;
	return { number, stamp: String(stamps) };
}

function pageOf(record: string, at: number, kind = "entry"): Revision {
	const fields = { text: `page ${record}`, at };
	return {
		id: `${kind} ${record} ${at}`,
		kind,
		record,
		parents: [],
		day: "2026-11-23",
		fields,
		replaces: undefined,
	};
}

const someChange = fc.record({
	record: fc.nat(30).map(String),
	at: fc.nat(5),
	kind: fc.constantFrom("entry", "moment", "settings", "of a newer version"),
	goes: fc.boolean(),
});

/** A disk as the plans leave it: the rows of each part, by number. */
interface Disk {
	readonly parts: Map<number, readonly string[]>;
	head: readonly string[];
	book: ViewBook;
}

function write(disk: Disk, journal: Map<string, Record>, changed: ReadonlySet<string>): number {
	const plan = planView(disk.book, journal, changed, newPart, 1_000);
	for (const { name, rows } of plan.parts) disk.parts.set(name.number, rows);
	for (const number of disk.parts.keys()) {
		if (!plan.book.parts.has(number)) disk.parts.delete(number);
	}
	disk.head = plan.head;
	disk.book = plan.book;
	return plan.parts.length;
}

function everything({ parts, head }: Disk): readonly string[] {
	const rows = [...parts.values(), head].flat().flatMap((row) => JSON.parse(`[${row}]`));
	return rows.map(([id]: readonly string[]) => id ?? "").sort();
}

describe("a view in parts", () => {
	it("holds the whole journal once, whatever came and went", () => {
		fc.assert(
			fc.property(fc.array(fc.array(someChange, { maxLength: 12 })), (rounds) => {
				const journal = new Map<string, Record>();
				const disk: Disk = { parts: new Map(), head: [], book: emptyBook };
				for (const round of rounds) {
					const changed = new Set<string>();
					for (const { record, at, kind, goes } of round) {
						const page = pageOf(record, at, kind);
						const keys = goes ? foldOutOf(journal, new Set([page.id])) : foldInto(journal, [page]);
						for (const key of keys) changed.add(key);
					}
					write(disk, journal, changed);
					const held = [...journal.values()].flatMap(({ revisions }) => [...revisions.keys()]);
					expect(everything(disk)).toEqual(held.sort());
					expect([...disk.book.parts.keys()]).toEqual([...disk.parts.keys()].sort((a, b) => a - b));
				}
			}),
		);
	});

	it("puts the newest pages into the youngest part, and writes one part for one page", () => {
		const journal = new Map<string, Record>();
		const disk: Disk = { parts: new Map(), head: [], book: emptyBook };
		const pages = Array.from({ length: 20 }, (_, at) => pageOf(String(at).padStart(2, "0"), at));
		foldInto(journal, pages.toReversed());
		write(disk, journal, new Set());
		const oldest = disk.parts.get(1)?.join() ?? "";
		expect(oldest).toContain("page 00");
		expect(oldest).not.toContain("page 19");
		expect([...disk.parts.values()].at(-1)?.[0]).toContain("page 19");
		expect(write(disk, journal, foldInto(journal, [pageOf("00", 99)]))).toBe(1);
		expect(disk.parts.get(1)?.join()).toContain('"at":99');
		expect(write(disk, journal, foldInto(journal, [pageOf("20", 20)]))).toBe(1);
	});
});
