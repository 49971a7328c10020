import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { writeErasing } from "../../src/store/identity.ts";
import { acceptLinks } from "../../src/store/log.ts";
import { replaceOutbox } from "../../src/store/outbox.ts";
import { readNewest, readPart, writeView } from "../../src/store/view.ts";
import { freshJournal, pins, placed, sealed } from "./given.ts";

const view = { seq: 1, counter: 0, sealed: sealed(50) };

function part(number: number) {
	return { number, sealed: sealed(40, number) };
}

test("a view lies there with its parts, and what is neither kept nor written goes", async () => {
	const place = await freshJournal();
	await writeView(place, { view, parts: [part(1), part(2), part(3)], kept: [] });
	expect(await readNewest(place)).toEqual({ view, newest: part(3) });
	const later = { ...view, seq: 2 };
	const again = { number: 2, sealed: sealed(40, 9) };
	await writeView(place, { view: later, parts: [again], kept: [1] });
	expect(await readNewest(place)).toEqual({ view: later, newest: again });
	expect(await readPart(place, 1)).toEqual(part(1).sealed);
	expect(await readPart(place, 3)).toBeUndefined();
});

test("no view is written over parts that have gone meanwhile", async () => {
	const place = await freshJournal();
	await writeView(place, { view, parts: [part(1)], kept: [] });
	const next = { view: { ...view, seq: 2 }, parts: [part(3)], kept: [1, 2] };
	await expect(writeView(place, next)).rejects.toMatchObject({ kind: "damaged" });
	expect(await readNewest(place)).toEqual({ view, newest: part(1) });
});

test("[R45] the parts go with the view, in the transaction that makes it old", async () => {
	const gone = { view: undefined, newest: undefined };
	const place = await freshJournal();
	const fill = () => writeView(place, { view, parts: [part(1), part(2)], kept: [] });
	await fill();
	await writeErasing(place, sealed(30), []);
	expect(await readNewest(place)).toEqual(gone);
	await fill();
	await replaceOutbox(place, [], { counter: 0, id: "" });
	expect(await readNewest(place)).toEqual(gone);
	const accepted = { pins: pins(1), links: [placed(1)], sent: [], settled: true };
	await fill();
	await acceptLinks(place, { ...accepted, erased: [placed(1)] });
	expect(await readNewest(place)).toEqual(gone);
	await fill();
	await acceptLinks(place, { ...accepted, after: 0 });
	expect(await readNewest(place)).toEqual(gone);
	await fill();
	await acceptLinks(place, accepted);
	expect(await readNewest(place)).toEqual({ view, newest: part(2) });
});
