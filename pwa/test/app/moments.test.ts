import "fake-indexeddb/auto";
import { afterEach, expect, test, vi } from "vitest";
import { honestServer } from "../honest-server.ts";
import { exchange, noProgress, phone, restart, textsOf, write } from "../phone.ts";

const passphrase = "river lamp orange table sky";

afterEach(() => vi.restoreAllMocks());

test("writing begins before any server, and is found again after unlocking", async () => {
	const first = phone(() => Promise.reject(new TypeError("offline")));
	await first.started;
	expect(first.moments.phase.value.name).toBe("new");
	await first.moments.begin(passphrase, noProgress);
	await write(first, "the first words");
	expect(textsOf(first)).toEqual(["the first words"]);
	expect(first.moments.saveState.value.name).toBe("saved-here");
	first.moments.lock();
	expect(textsOf(first)).toEqual([]);
	expect(await first.moments.unlock("not this one", noProgress)).toBe("wrong-passphrase");
	expect(await first.moments.unlock(passphrase, noProgress)).toBe("open");
	expect(textsOf(first)).toEqual(["the first words"]);

	const again = restart(first);
	await again.started;
	expect(again.moments.phase.value).toEqual({ name: "locked", damaged: false });
	expect(await again.moments.unlock(passphrase, noProgress)).toBe("open");
	expect(textsOf(again)).toEqual(["the first words"]);
});

test("[R27] a page that no revision can hold stays a draft, kept though nothing was kept before", async () => {
	const one = phone(() => Promise.reject(new TypeError("offline")));
	await one.started;
	await one.moments.begin(passphrase, noProgress);
	const text = "🪨".repeat(100_000);
	await write(one, text);
	expect(one.moments.saveState.value).toEqual({ name: "not-saved", cause: "too-large" });
	const again = restart(one);
	await again.started;
	await again.moments.unlock(passphrase, noProgress);
	expect(again.moments.entries.value).toEqual([]);
	expect(again.moments.drafts.value.map((draft) => draft.text)).toEqual([text]);
});

test("a second device reads the same words, and each sees what the other writes", async () => {
	const server = honestServer();
	const first = phone(server.connect());
	await first.started;
	await first.moments.begin(passphrase, noProgress);
	await write(first, "before backup");
	const result = await first.moments.turnOnBackup("moon-river", passphrase, noProgress);
	expect(result.name).toBe("on");
	if (result.name !== "on") return;
	expect(first.moments.backup.value).toEqual({ name: "kit-unconfirmed", ask: result.kit.ask });
	expect(await first.moments.confirmKit("00000")).toBe(false);
	const group = result.kit.text.split(" ")[result.kit.ask - 1] ?? "";
	expect(await first.moments.confirmKit(group.toLowerCase())).toBe(true);
	await exchange(first);
	expect(first.moments.saveState.value.name).toBe("backed-up");
	expect(first.moments.entries.value[0]?.backedUp).toBe(true);

	const second = phone(server.connect());
	await second.started;
	const joined = await second.moments.join(result.kit.text, passphrase, noProgress);
	expect(joined).toEqual({ name: "joined", entries: 0 });
	expect(textsOf(second)).toEqual(["before backup"]);
	await write(second, "from the second");
	await exchange(second);
	await exchange(first);
	expect(textsOf(first)).toEqual(textsOf(second));
	expect(textsOf(first)).toHaveLength(2);
	expect(first.moments.backup.value).toEqual({ name: "on", devices: 2 });
	expect(await first.moments.headCode()).toBe(await second.moments.headCode());
});

test("a draft that is being kept while it is saved does not come back", async () => {
	const one = phone(() => Promise.reject(new TypeError("offline")));
	await one.started;
	await one.moments.begin(passphrase, noProgress);
	const draft = { ...one.moments.newDraft(), text: "pea soup" };
	await Promise.all([one.moments.keepDraft({ ...draft, text: "pea" }), one.moments.save(draft)]);
	expect(one.moments.drafts.value).toEqual([]);
	const edit = { ...one.moments.editDraft(draft.id), text: "lentil soup" };
	await Promise.all([one.moments.keepDraft(edit), one.moments.save(edit)]);
	expect(textsOf(one)).toEqual(["lentil soup"]);
	const again = restart(one);
	await again.started;
	await again.moments.unlock(passphrase, noProgress);
	expect(again.moments.drafts.value).toEqual([]);
});

test("the browser is asked to keep what is stored after the first entry, once a session", async () => {
	const asked: boolean[] = [];
	const keepStorage = async (ask: boolean) => {
		asked.push(ask);
		return { usage: 5, persisted: false };
	};
	const one = phone(() => Promise.reject(new TypeError("offline")), { keepStorage });
	await one.started;
	await one.moments.begin(passphrase, noProgress);
	expect(asked).toEqual([]);
	await write(one, "first");
	await write(one, "second");
	expect(asked).toEqual([true]);
	expect(one.moments.storage.value).toEqual({ usage: 5, persisted: false });
	expect(one.moments.notices.value).toEqual(["not-persistent"]);
	one.moments.lock();
	await one.moments.unlock(passphrase, noProgress);
	expect(asked).toEqual([true, false]);
});

test("settings that are changed one right after the other are all kept, and nothing is called saved before the last is", async () => {
	const one = phone(honestServer().connect());
	await one.started;
	await one.moments.begin(passphrase, noProgress);
	const { moments } = one;
	const all = moments.settings.value.today;
	laterTurnsFirst();
	const done = all.map((part) => {
		const left = moments.settings.value.today.filter((other) => other !== part);
		const changed = moments.changeSettings({ today: left });
		expect(moments.settings.value.today).toEqual(left);
		return changed;
	});
	await Promise.race(done);
	expect(moments.saveState.value.name).toBe("saving");
	await Promise.all(done);
	expect(moments.saveState.value.name).toBe("saved-here");
	expect(moments.settings.value.today).toEqual([]);
	moments.lock();
	await moments.unlock(passphrase, noProgress);
	expect(moments.settings.value.today).toEqual([]);
});

/** Hashes that are asked for at once come the other way round, as a busy machine may have it. */
function laterTurnsFirst(): void {
	const { digest } = crypto.subtle;
	let wait = 40;
	vi.spyOn(crypto.subtle, "digest").mockImplementation(async (...asked) => {
		wait = Math.max(0, wait - 10);
		const [hash] = await Promise.all([
			digest.apply(crypto.subtle, asked),
			new Promise((done) => setTimeout(done, wait)),
		]);
		return hash;
	});
}
