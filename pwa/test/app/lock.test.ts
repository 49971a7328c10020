// What a lock drops, whenever it comes.
import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { honestServer } from "../honest-server.ts";
import { exchange, noProgress, phone, quickStretch, textsOf, write } from "../phone.ts";

const passphrase = "river lamp orange table sky";

async function begun(connection = honestServer().connect()) {
	const one = phone(connection);
	await one.started;
	await one.moments.begin(passphrase, noProgress);
	return one;
}

test("a lock drops keys and words, and nothing can be asked of the journal any more", async () => {
	const one = await begun();
	await write(one, "words");
	await one.moments.keepDraft({ ...one.moments.newDraft(), text: "half a thought" });
	one.moments.lock();
	expect(one.context.open).toBeUndefined();
	expect(one.moments.entries.value).toEqual([]);
	expect(one.moments.drafts.value).toEqual([]);
	await expect(one.moments.save({ ...one.moments.newDraft(), text: "more" })).rejects.toThrow();
	expect(await one.moments.headCode()).toBeUndefined();
});

test("what is still being saved when the lock comes shows nowhere, and is there after the next unlocking", async () => {
	const one = await begun();
	const draft = { ...one.moments.newDraft(), text: "in the last moment" };
	const other = { ...one.moments.newDraft(), text: "half a thought" };
	await one.moments.keepDraft(other);
	const { journal } = one.context.open ?? {};
	const saved = one.moments.save(draft);
	one.moments.lock();
	await saved;
	await journal?.queue(async () => undefined);
	expect(textsOf(one)).toEqual([]);
	expect(one.moments.drafts.value).toEqual([]);
	expect(await one.moments.unlock(passphrase, noProgress)).toBe("open");
	expect(textsOf(one)).toEqual(["in the last moment"]);
	expect(one.moments.drafts.value.map(({ text }) => text)).toEqual(["half a thought"]);
});

test("a round of the exchange that ends after the lock shows nothing", async () => {
	const one = await begun();
	await write(one, "words");
	await one.moments.turnOnBackup("moon-river", passphrase, noProgress);
	await write(one, "more words");
	const round = exchange(one);
	one.moments.lock();
	await round;
	one.clock.pass(600_000);
	await new Promise((resolve) => setTimeout(resolve, 20));
	expect(textsOf(one)).toEqual([]);
	expect(one.moments.phase.value).toEqual({ name: "locked", damaged: false });
});

test("a lock while a passphrase is being stretched wins over the unlocking", async () => {
	const one = await begun();
	await one.moments.keepDraft({ ...one.moments.newDraft(), text: "half a thought" });
	one.moments.lock();
	let lockNow = (): void => undefined;
	const slow = phone(honestServer().connect(), {
		databaseName: one.platform.databaseName,
		argon2id: async (words, salt) => {
			const key = await quickStretch(words, salt);
			lockNow();
			return key;
		},
	});
	await slow.started;
	lockNow = slow.moments.lock;
	expect(await slow.moments.unlock(passphrase, noProgress)).toBe("failed");
	expect(slow.context.open).toBeUndefined();
	expect(slow.moments.drafts.value).toEqual([]);
	lockNow = () => undefined;
	expect(await slow.moments.unlock(passphrase, noProgress)).toBe("open");
	expect(slow.moments.drafts.value).toHaveLength(1);
});
