// Entries of every kind go the way that pages go: drafts, saving, the other device, search, history, trash, erasing.
import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { saveStatement } from "../../src/app/saving.ts";
import { type EntryKind, entryKinds } from "../../src/journal/kinds.ts";
import { recordKey } from "../../src/journal/record.ts";
import type { Fields } from "../../src/journal/revision.ts";
import { honestServer } from "../honest-server.ts";
import { exchange, noProgress, type Phone, phone, restart } from "../phone.ts";
import { fieldsOf } from "../world/fields.ts";
import { seeded } from "../world/seeded.ts";

const passphrase = "river lamp orange table sky";

async function twoPhones() {
	const server = honestServer();
	const [one, two] = [phone(server.connect()), phone(server.connect())];
	await Promise.all([one.started, two.started]);
	await one.moments.begin(passphrase, noProgress);
	const result = await one.moments.turnOnBackup("moon-river", passphrase, noProgress);
	if (result.name !== "on") throw new Error(`backup: ${result.cause}`);
	await two.moments.join(result.kit.text, passphrase, noProgress);
	return { server, one, two };
}

function shown({ moments }: Phone, kind: EntryKind) {
	const found = moments.entries.value.find((entry) => entry.kind === kind);
	if (found === undefined) throw new Error(`expected an entry of kind ${kind}`);
	return found;
}

test.each(entryKinds)(
	"[R41] an entry of kind %s is kept, merged, found back and erased",
	async (kind) => {
		const { one, two } = await twoPhones();
		const fields = fieldsOf(seeded(7), kind, () => "willow");
		const draft = one.moments.newDraft({ kind, text: "a few words", tags: ["home"], fields });
		await one.moments.keepDraft(draft);
		expect(one.moments.drafts.value).toEqual([draft]);
		await one.moments.save(draft);
		await exchange(one);
		await exchange(two);
		expect(shown(two, kind)).toMatchObject({ kind, fields, tags: ["home"], text: "a few words" });
		const edit = two.moments.editDraft(shown(two, kind).id);
		await two.moments.save({ ...edit, text: "a few more words", tags: ["home", "slow"] });
		await exchange(two);
		await exchange(one);
		const { id } = shown(one, kind);
		expect(shown(one, kind)).toMatchObject({ fields, text: "a few more words" });
		const history = await one.moments.history(id);
		expect(history.map(({ text, tags }) => [text, tags])).toEqual([
			["a few more words", ["home", "slow"]],
			["a few words", ["home"]],
		]);
		await one.moments.bringBack(id, history[1]?.id ?? "");
		expect(shown(one, kind)).toMatchObject({ fields, text: "a few words", tags: ["home"] });
		await one.moments.trashEntry(id);
		expect(one.moments.trash.value.map((entry) => entry.kind)).toEqual([kind]);
		expect(await one.moments.eraseEntry(id)).toBe("erased");
		await exchange(one);
		await exchange(two);
		expect([...one.moments.entries.value, ...two.moments.entries.value]).toEqual([]);
	},
);

test("a draft of the version that knew pages only opens as a page", async () => {
	const { sealValue } = await import("../../src/vault/sealing.ts");
	const { writeDraft } = await import("../../src/store/identity.ts");
	const one = phone(honestServer().connect());
	await one.started;
	await one.moments.begin(passphrase, noProgress);
	const journal = one.context.open?.journal;
	if (journal === undefined) throw new Error("expected an open journal");
	const id = one.moments.newDraft().id;
	const before = ["2026-11-20", 5, "half a thought", false, []];
	await writeDraft(journal.place, id, await sealValue(journal.vault.seal, `draft/${id}`, before));
	one.context.database?.close();
	const again = restart(one);
	await again.started;
	await again.moments.unlock(passphrase, noProgress);
	expect(again.moments.drafts.value).toMatchObject([
		{ id, kind: "entry", text: "half a thought", tags: [], fields: {} },
	]);
});

test("a kind of a newer version is kept, synced and exported untouched, and shows nowhere", async () => {
	const { one, two } = await twoPhones();
	const journal = one.context.open?.journal;
	if (journal === undefined) throw new Error("expected an open journal");
	const fields: Fields = { shape: [1, { deep: true }], text: "of tomorrow", trashed: false };
	const record = "c4".repeat(16);
	const statement = { kind: "constellation", record, parents: [], schema: 9, day: "2026-11-25" };
	expect(await saveStatement(journal, { ...statement, fields })).toBe("saved");
	await exchange(one);
	await exchange(two);
	const again = restart(two);
	two.context.open?.exchange.close();
	two.context.database?.close();
	await again.started;
	await again.moments.unlock(passphrase, noProgress);
	const held = again.context.open?.journal.shelf.journal().get(recordKey("constellation", record));
	expect([...(held?.revisions.values() ?? [])].map((one) => one.fields)).toEqual([fields]);
	expect(again.moments.entries.value).toEqual([]);
	const readable = await again.moments.exportReadable().text();
	expect(readable).toContain("2026-11-25");
	expect(readable).toContain(`constellation ${JSON.stringify(fields)}`);
});
