// What lies in a log, on its way to a phone: changed, swapped, repeated, left out.

import { expect, test } from "vitest";
import { equalBytes } from "../../crypto/ts/layout.ts";
import { chosen, count } from "./choice.ts";
import { damages, headerChanges, versions } from "./damage.ts";
import { endsEqual, refusesAll } from "./judge.ts";
import { damagedIn, lieOf, linksAhead, linksOf, ordersOf, placesIn } from "./pages.ts";
import { accountOn, pinOf, sceneOf, wordsAhead } from "./scene.ts";

const scene = await sceneOf(wordsAhead);
const links = linksAhead(scene);
const places = placesIn(links);

test("[A11] every bit and every length of every thing in a page is refused", async (context) => {
	expect(places.length).toBe(9);
	const cases = places.flatMap((place) =>
		chosen(damagedIn(links, place, damages(place.bytes)), 40),
	);
	count(context, 11, await refusesAll(scene, cases));
});

test("[A13] links that are skipped, swapped or repeated within a page are refused", async (context) => {
	const cases = [...ordersOf(links)].map(([name, links]) => lieOf(name, links));
	count(context, 13, await refusesAll(scene, cases));
});

test("[A13] every link that the phone holds already, put anywhere into a page, is refused and is no fork", async (context) => {
	const held = linksOf(accountOn(scene.server).log).slice(0, pinOf(scene.victim));
	const cases = held.flatMap((old, seq) => [
		lieOf(`link ${seq + 1} alone`, [old]),
		...links.map((_, at) => lieOf(`link ${seq + 1} before ${at}`, links.toSpliced(at, 0, old))),
		...links.map((_, at) => lieOf(`link ${seq + 1} for ${at}`, links.with(at, old))),
	]);
	count(context, 13, await refusesAll(scene, cases));
});

test("[A12] a body, a header or a hash in the place of any other one is refused", async (context) => {
	const cases = places.flatMap((place) =>
		places
			.filter(({ bytes }) => !equalBytes(bytes, place.bytes))
			.map(({ name, bytes }) => lieOf(`${place.name} is ${name}`, place.put(links, bytes))),
	);
	expect(cases.length).toBeGreaterThan(60);
	count(context, 12, await refusesAll(scene, cases));
});

test("[A12] every field of a header that says another thing is refused", async (context) => {
	const cases = places
		.filter(({ name }) => name.endsWith("header"))
		.flatMap((place) => [...damagedIn(links, place, headerChanges(place.bytes))]);
	count(context, 12, await refusesAll(scene, cases));
});

test("[A17] no version but 1, nothing in plain text and nothing after the end is taken, wherever it stands", async (context) => {
	const plain = new TextEncoder().encode("the second, in plain text");
	const cases = places.flatMap((place) => [
		...chosen(damagedIn(links, place, versions(place.bytes)), 30),
		lieOf(`${place.name}, plain text`, place.put(links, plain)),
		lieOf(
			`${place.name}, something after it`,
			place.put(links, new Uint8Array([...place.bytes, 1])),
		),
	]);
	count(context, 17, await refusesAll(scene, cases));
});

test("told the truth after all of these lies, both phones hold every word of both", async () => {
	await endsEqual(scene);
});
