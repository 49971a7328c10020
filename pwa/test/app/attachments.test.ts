// What an entry says of its attachments goes the way that words go: drafts, saving, the other device, a lock, history, a file.
import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { attachmentField, namedBlobs, parseAttachment } from "../../../crypto/ts/attachment.ts";
import { measure, newBlob } from "../../../crypto/ts/blob.ts";
import type { Entry } from "../../src/app/contract.ts";
import type { Fields } from "../../src/journal/revision.ts";
import { honestServer } from "../honest-server.ts";
import { exchange, noProgress, type Phone, phone, realRandom, restart } from "../phone.ts";

const passphrase = "river lamp orange table sky";

async function photo(text: string) {
	const measured = await measure([new TextEncoder().encode(text)]);
	const preview = { blob: newBlob(measured, realRandom), type: "image/webp", pixels: undefined };
	const pixels = { width: 4, height: 3 };
	const blob = newBlob(measured, realRandom);
	const one = { blob, type: "image/jpeg", pixels, at: 5, seconds: undefined, preview };
	const [name, value] = attachmentField(one);
	return { one, name, fields: { [name]: value } };
}

async function twoPhones() {
	const server = honestServer();
	const [one, two] = [phone(server.connect()), phone(server.connect())];
	await Promise.all([one.started, two.started]);
	await one.moments.begin(passphrase, noProgress);
	const result = await one.moments.turnOnBackup("moon-river", passphrase, noProgress);
	if (result.name !== "on") throw new Error(`backup: ${result.cause}`);
	await two.moments.join(result.kit.text, passphrase, noProgress);
	return { one, two };
}

function only({ moments }: Phone): Entry {
	const [entry, ...others] = moments.entries.value;
	if (entry === undefined || others.length > 0) throw new Error("expected one entry");
	return entry;
}

async function attach({ moments }: Phone, fields: Fields): Promise<void> {
	const [entry] = moments.entries.value;
	const draft = entry === undefined ? moments.newDraft() : moments.editDraft(entry.id);
	await moments.save({ ...draft, fields: { ...draft.fields, ...fields } });
}

test("[R80] a photo without a word is kept through a draft, a save, the other device and a lock", async () => {
	const { one, two } = await twoPhones();
	const { one: said, name, fields } = await photo("the sea");
	const draft = { ...one.moments.newDraft(), fields };
	await one.moments.keepDraft(draft);
	expect(one.moments.drafts.value).toEqual([draft]);
	await one.moments.save(draft);
	await exchange(one);
	await exchange(two);
	expect(parseAttachment(name, only(two).fields[name] ?? null)).toEqual(said);
	two.context.database?.close();
	const again = restart(two);
	await again.started;
	await again.moments.unlock(passphrase, noProgress);
	expect(parseAttachment(name, only(again).fields[name] ?? null)).toEqual(said);
});

test("[R81] two phones that attach offline keep both; one that is taken out stays in the history", async () => {
	const { one, two } = await twoPhones();
	const [sea, hill] = [await photo("the sea"), await photo("the hill")];
	await one.moments.save({ ...one.moments.newDraft(), text: "a walk" });
	await exchange(one);
	await exchange(two);
	await attach(one, sea.fields);
	await attach(two, hill.fields);
	await exchange(one);
	await exchange(two);
	await exchange(one);
	for (const each of [one, two]) {
		expect(Object.keys(only(each).fields).sort()).toEqual([sea.name, hill.name].sort());
	}
	const draft = one.moments.editDraft(only(one).id);
	await one.moments.save({ ...draft, fields: sea.fields });
	await exchange(one);
	await exchange(two);
	expect(Object.keys(only(two).fields)).toEqual([sea.name]);
	const history = await two.moments.history(only(two).id);
	expect(history.some(({ fields }) => hill.name in fields)).toBe(true);
});

test("[R66] [R89] in another account an entry says the same of its attachments as before", async () => {
	const [one, other] = [phone(honestServer().connect()), phone(honestServer().connect())];
	await Promise.all([one.started, other.started]);
	await one.moments.begin(passphrase, noProgress);
	await other.moments.begin("cedar window silver harbour rain", noProgress);
	const { fields } = await photo("the sea");
	await attach(one, fields);
	const running = new AbortController().signal;
	const made = await one.moments.sealedArchive(passphrase, noProgress, running);
	if (made.name !== "made") throw new Error(made.cause);
	const file = new File([made.file], "moments.sealed");
	const found = await other.moments.lookInto(file, passphrase, noProgress);
	if (found.name !== "found") throw new Error(found.name);
	expect(await found.bring(noProgress)).toBe("brought");
	expect(only(other).fields).toEqual(fields);
	expect(namedBlobs(only(other).fields)).toEqual(namedBlobs(only(one).fields));
});
