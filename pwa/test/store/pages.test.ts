import "fake-indexeddb/auto";
import { encode } from "@msgpack/msgpack";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toSealed } from "../../../crypto/ts/brands.ts";
import type { Carried, Placed } from "../../src/store/carried.ts";
import type { Place } from "../../src/store/database.ts";
import { readPins } from "../../src/store/identity.ts";
import { acceptLinks, fillLog, headAt, packOldest, readLog } from "../../src/store/log.ts";
import { packPage, unpackPage } from "../../src/store/page.ts";
import { carriedToWire, parseCarried } from "../../src/store/wire.ts";
import { bytes, freshJournal, headOf, pins, placed, rowsOf } from "./given.ts";

const some = fc.uint8Array({ minLength: 28, maxLength: 90 }).map((held) => new Uint8Array(held));
const body = some.map((held) => ({ body: toSealed(held), bodyHash: null }));
const purged = some.map((held) => ({ body: null, bodyHash: held }));
const revision = fc
	.tuple(some, fc.oneof(body, purged))
	.map(([header, rest]) => ({ header, ...rest }));
const carried: fc.Arbitrary<Carried> = fc.record({
	link: some,
	roster: fc.option(some),
	revisions: fc.array(revision, { maxLength: 3 }),
});

test("[R3] what a page gives back is what was put in, byte for byte", () => {
	fc.assert(
		fc.property(fc.array(carried, { minLength: 1, maxLength: 5 }), fc.nat(1_000), (all, before) => {
			const links = all.map((one, at) => ({
				seq: before + at + 1,
				head: headOf(before + at + 1),
				carried: one,
			}));
			const page = packPage(links);
			expect(page).toMatchObject({ first: before + 1, last: before + links.length });
			expect(page === undefined ? [] : unpackPage(page)).toEqual(links);
		}),
	);
});

test("a page of nothing is no page, and bytes that are no page give no links", () => {
	expect(packPage([])).toBeUndefined();
	const page = { first: 1, last: 2, head: headOf(2) };
	for (const value of [null, 1, [1], [["head"]], [[1, {}]], [["head", { link: "text" }]]]) {
		expect(unpackPage({ ...page, bytes: new Uint8Array(encode(value)) })).toEqual([]);
	}
	expect(unpackPage({ ...page, bytes: bytes(40, 0xc1) })).toEqual([]);
});

test("a carried link of another shape is refused, and views become bytes of their own", () => {
	const whole = carriedToWire(placed(1).carried);
	expect(parseCarried(whole)).toEqual(placed(1).carried);
	for (const name of ["link", "roster", "revisions"]) {
		expect(() => parseCarried({ ...whole, [name]: 3 })).toThrow(TypeError);
	}
	const answer = bytes(400, 1);
	const { link } = parseCarried({ ...whole, link: answer.subarray(0, 200) });
	expect(link.buffer.byteLength).toBe(200);
});

async function withLinks(count: number, size = 64): Promise<Place> {
	const place = await freshJournal();
	const links = Array.from({ length: count }, (_, at) => placed(at + 1, size));
	await acceptLinks(place, { pins: pins(count), links, sent: [], settled: false });
	return place;
}

const seqs = (links: readonly Placed[]) => links.map(({ seq }) => seq);
const upTo = (last: number) => Array.from({ length: last }, (_, at) => at + 1);

describe("packing", () => {
	test("it moves the oldest links into a page, and the log reads the same before and after", async () => {
		const place = await withLinks(80, 300);
		const before = await readLog(place, 0);
		await packOldest(place, 4_000);
		expect(await rowsOf(place.database)).toMatchObject({ pages: 1, links: 73 });
		expect(await readLog(place, 0)).toEqual(before);
		for (const after of [1, 6, 7, 8, 79]) {
			expect(await readLog(place, after)).toEqual(before.slice(after));
		}
		expect(await headAt(place, 3)).toBe(headOf(3));
	});

	test("the newest 64 stay rows, and links that are too little for a page wait", async () => {
		const place = await withLinks(70);
		await packOldest(place, 4_000);
		expect(await rowsOf(place.database)).not.toHaveProperty("pages");
		await packOldest(place, 500);
		await packOldest(place, 500);
		await packOldest(place, 500);
		await packOldest(place, 1);
		expect(await rowsOf(place.database)).toMatchObject({ links: 64, pages: 3 });
		expect(seqs(await readLog(place, 0))).toEqual(upTo(70));
	});
});

describe("filling a new slot", () => {
	test("it reads as if the links had come one by one, with the newest 64 as rows", async () => {
		const place = await freshJournal();
		const links = Array.from({ length: 90 }, (_, at) => placed(at + 1, 300));
		await fillLog(place, pins(90), links, 4_000);
		expect(await rowsOf(place.database)).toMatchObject({ pages: 3, links: 69 });
		expect(await readLog(place, 0)).toEqual(links);
		for (const after of [1, 6, 7, 8, 20, 21, 22, 89]) {
			expect(await readLog(place, after)).toEqual(links.slice(after));
		}
		expect(await headAt(place, 3)).toBe(headOf(3));
		expect(await readPins(place)).toEqual(pins(90));
	});

	test("a short log has no pages", async () => {
		const place = await freshJournal();
		await fillLog(place, pins(3), [placed(1), placed(2), placed(3)], 1);
		expect(await rowsOf(place.database)).toMatchObject({ links: 3 });
		expect(await rowsOf(place.database)).not.toHaveProperty("pages");
	});
});

describe("a damaged part is where the log ends, and what stands before it is read", () => {
	test("a missing row", async () => {
		const place = await withLinks(10);
		await place.database.delete("links", [place.slot, 6]);
		expect(seqs(await readLog(place, 0))).toEqual(upTo(5));
		expect(seqs(await readLog(place, 6))).toEqual([7, 8, 9, 10]);
		expect(await headAt(place, 6)).toBeUndefined();
	});

	test("a garbled page", async () => {
		const place = await withLinks(80, 300);
		await packOldest(place, 4_000);
		await packOldest(place, 4_000);
		const [, second] = await place.database.getAll("pages");
		if (second === undefined) throw new RangeError("expected two pages");
		const harmed = { ...second, bytes: second.bytes.slice(0, -5) };
		await place.database.put("pages", harmed, [place.slot, second.first]);
		expect(seqs(await readLog(place, 0))).toEqual(upTo(second.first - 1));
		expect(seqs(await readLog(place, second.last))).toEqual(upTo(80).slice(second.last));
	});
});

test("[R77] links after any position give way to others, in pages and in rows, and those before it stay", async () => {
	const before = Array.from({ length: 80 }, (_, at) => placed(at + 1, 100));
	for (const after of [0, 3, 7, 15, 16, 40, 79]) {
		const place = await freshJournal();
		await fillLog(place, pins(80), before, 1_000);
		expect(await place.database.count("pages")).toBeGreaterThan(0);
		const others = [1, 2].map((at) => ({ ...placed(after + at, 50), head: headOf(200 + at) }));
		await acceptLinks(place, {
			pins: pins(after + 2),
			links: others,
			after,
			sent: [],
			settled: true,
		});
		expect(await readLog(place, 0)).toEqual([...before.slice(0, after), ...others]);
		expect(await headAt(place, after + 2)).toBe(headOf(202));
	}
});
