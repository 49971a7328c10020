// Sealing again what lies under an older key leaves photos where they are (R89): the new revision is told before the old one is purged.
import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { attached, photoOf, shownOn, written } from "../attached.ts";
import { meet, remove, three } from "../holders.ts";
import { problem } from "../honest-server.ts";
import { exchangeAll } from "../phone.ts";

test("[R89] [R72] a photo outlives the purge of every revision that named it under the older key", async () => {
	const { server, one, second, third } = await three();
	await written(one, photoOf(700_000));
	await exchangeAll(one);
	await meet(second, third);
	expect(await remove(one, third)).toBe("done");
	await meet(one, second);
	const before = new Set([...server.blobs.kept.values()].flatMap(({ by }) => [...by]));
	expect(await one.moments.sealAnew()).toBe("begun");
	for (let round = 0; round < 4; round += 1) await exchangeAll(one);
	expect(one.moments.sealingAnew.value).toBeUndefined();
	expect(server.blobs.kept.size).toBe(2);
	await exchangeAll(second);
	expect((await shownOn(second, "content")).name).toBe("here");
	const after = [...server.blobs.kept.values()].flatMap(({ by }) => [...by]);
	expect(after.length).toBe(2);
	expect(after.some((id) => before.has(id))).toBe(false);
});

test("[R87] a photo that the server has outlives the purge although another one of its page is not there yet", async () => {
	const { server, one, second, third, lines } = await three();
	const line = lines[1];
	if (line === undefined) throw new Error("expected a line");
	const fields = await attached(second, photoOf(700_000));
	const both = await attached(second, photoOf(800_000, 5), fields);
	await second.moments.save({ ...second.moments.newDraft(), fields: { ...fields, ...both } });
	// Two previews and the smaller photo are begun, and begun again at their end.
	let begins = 6;
	line.fault = (path) => (path === "/api/blobs" && begins-- < 1 ? "lose-request" : "pass");
	await exchangeAll(second);
	await meet(one, third);
	const there = [...server.blobs.kept.keys()];
	expect(there.length).toBe(3);
	expect(await remove(one, third)).toBe("done");
	await meet(one);
	expect(await one.moments.sealAnew()).toBe("begun");
	for (let round = 0; round < 4; round += 1) await exchangeAll(one);
	expect(one.moments.sealingAnew.value).toBeUndefined();
	line.fault = (path) => (path === "/api/blobs" ? "lose-request" : "pass");
	second.clock.pass(3_600_000);
	await exchangeAll(second);
	expect([...server.blobs.kept.keys()]).toEqual(there);
	line.fault = () => "pass";
	second.clock.pass(3_600_000);
	await exchangeAll(second);
	expect(server.blobs.kept.size).toBe(4);
});

test("[R87] a purge waits for a server that does not know the revision yet which goes on naming a photo", async () => {
	const { server, one, second, third, lines } = await three();
	await written(one, photoOf(700_000));
	await exchangeAll(one);
	await meet(second, third);
	expect(await remove(one, third)).toBe("done");
	await meet(one, second);
	const [line] = lines;
	if (line === undefined) throw new Error("expected a line");
	line.fault = (path) =>
		path === "/api/blobs/references" ? problem(404, "revision-unknown") : "pass";
	expect(await one.moments.sealAnew()).toBe("begun");
	for (let round = 0; round < 4; round += 1) await exchangeAll(one);
	expect(one.moments.sealingAnew.value).toBeDefined();
	line.fault = () => "pass";
	one.clock.pass(3_600_000);
	for (let round = 0; round < 4; round += 1) await exchangeAll(one);
	expect(one.moments.sealingAnew.value).toBeUndefined();
	expect(server.blobs.kept.size).toBe(2);
	await exchangeAll(second);
	expect((await shownOn(second, "content")).name).toBe("here");
});
