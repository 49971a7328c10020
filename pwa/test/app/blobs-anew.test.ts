// Sealing again what lies under an older key leaves photos where they are (R89): the new revision is told before the old one is purged.
import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { photoOf, shownOn, written } from "../attached.ts";
import { meet, remove, three } from "../holders.ts";
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
