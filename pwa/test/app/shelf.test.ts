import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeBoard } from "../../src/app/board.ts";
import { makeShelf, type Waits } from "../../src/app/shelf.ts";
import { compareEntries } from "../../src/journal/entry.ts";
import type { Revision } from "../../src/journal/revision.ts";

const none = waitsFor();

function idOf(number: number): string {
	return number.toString(16).padStart(32, "0");
}

/** Revisions that wait; every blob is sent. */
function waitsFor(...ids: readonly string[]): Waits {
	return { waiting: new Set(ids), unsent: new Set() };
}

/** The `turn`th saying of a page: each names the one before. */
function saying(page: number, turn: number, trashed = false): Revision {
	const record = idOf(page);
	return {
		id: `${record} ${turn}`,
		kind: "entry",
		record,
		parents: turn === 0 ? [] : [`${record} ${turn - 1}`],
		day: `2026-11-${String(10 + ((page * 7 + turn) % 15)).padStart(2, "0")}`,
		fields: { text: `page ${page} ${turn}`, at: page, trashed },
		replaces: undefined,
	};
}

function begun() {
	const board = makeBoard();
	board.backup.value = { name: "on", devices: 1 };
	return { board, shelf: makeShelf(board, "settings") };
}

describe("a shelf", () => {
	it("shows what a fresh one shows of the same revisions, in order, whatever changed at once or one by one", () => {
		const someSaying = fc.record({ page: fc.nat(90), turn: fc.nat(2), trashed: fc.boolean() });
		const rounds = fc.array(fc.array(someSaying, { maxLength: 100 }), { maxLength: 6 });
		fc.assert(
			fc.property(rounds, fc.array(fc.nat(90)), (all, waiting) => {
				const waits = waitsFor(...waiting.map((page) => `${idOf(page)} 0`));
				const { board, shelf } = begun();
				for (const round of all) {
					shelf.fold(round.map(({ page, turn, trashed }) => saying(page, turn, trashed)));
					shelf.show(waits);
				}
				const fresh = begun();
				fresh.shelf.fold(
					[...shelf.journal().values()].flatMap(({ revisions }) => [...revisions.values()]),
				);
				fresh.shelf.show(waits);
				expect(board.entries.value).toEqual(fresh.board.entries.value);
				expect(board.trash.value).toEqual(fresh.board.trash.value);
				expect(board.entries.value).toEqual(board.entries.value.toSorted(compareEntries));
			}),
			{ numRuns: 60 },
		);
	});

	it("says of each page whether it was backed up, as what waits comes and goes", () => {
		const { board, shelf } = begun();
		shelf.fold([saying(1, 0), saying(2, 0)]);
		const backedUp = () => board.entries.value.map((entry) => entry.backedUp);
		shelf.show(waitsFor(saying(1, 0).id, saying(2, 0).id));
		expect(backedUp()).toEqual([false, false]);
		shelf.show(waitsFor(saying(1, 0).id));
		expect(backedUp().toSorted()).toEqual([false, true]);
		shelf.show(none);
		expect(backedUp()).toEqual([true, true]);
		board.backup.value = { name: "off" };
		shelf.show(none);
		expect(backedUp()).toEqual([false, false]);
	});

	it("leaves lists and pages the same objects where nothing of them has changed", () => {
		const { board, shelf } = begun();
		shelf.fold([saying(1, 0), saying(2, 0)]);
		shelf.show(none);
		const before = board.entries.value;
		shelf.show(none);
		expect(board.entries.value).toBe(before);
		shelf.fold([saying(3, 0)]);
		shelf.show(none);
		expect(board.entries.value).not.toBe(before);
		expect(before.every((entry) => board.entries.value.includes(entry))).toBe(true);
	});

	it("keeps what came after the view as it came, when an older part of the view is read later", () => {
		const { board, shelf } = begun();
		const { day: _, ...rest } = saying(1, 0);
		const came: Revision = { ...rest, day: "2026-11-30" };
		shelf.fold([came, saying(1, 1)]);
		const keys = shelf.restore([{ ...came, fields: {} }, saying(2, 0)], none, true);
		expect(keys).toEqual(new Set([`entry/${idOf(1)}`, `entry/${idOf(2)}`]));
		const [first] =
			shelf
				.journal()
				.get(`entry/${idOf(1)}`)
				?.revisions.values() ?? [];
		expect(first).toBe(came);
		expect(shelf.changed()).toEqual(new Set([`entry/${idOf(1)}`]));
		expect(board.entries.value).toEqual([]);
		shelf.show(none);
		expect(board.entries.value).toHaveLength(2);
	});

	it("shows nothing more once it was closed", () => {
		const { board, shelf } = begun();
		shelf.fold([saying(1, 0)]);
		shelf.close();
		shelf.show(none);
		expect(board.entries.value).toEqual([]);
	});
});
