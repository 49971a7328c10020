// Sealing again: what of a journal must stay as it is, and what of the server's log lies under which epoch.

import { type Bytes, type Epoch, toEpoch } from "../../crypto/ts/brands.ts";
import { encodeContent } from "../../crypto/ts/content.ts";
import { importDataKey } from "../../crypto/ts/epoch.ts";
import { Refused } from "../../crypto/ts/errors.ts";
import { concat } from "../../crypto/ts/labels.ts";
import { openRevision, parseHeader } from "../../crypto/ts/revision.ts";
import { contentsOf } from "../src/app/archive.ts";
import type { OpenJournal } from "../src/app/open-journal.ts";
import { saveStatement } from "../src/app/saving.ts";
import { entryKinds } from "../src/journal/kinds.ts";
import { openKeyring } from "../src/vault/keyring.ts";
import type { HonestServer } from "./honest-server.ts";
import { exchange, type Phone, write } from "./phone.ts";
import { fieldsOf } from "./world/fields.ts";
import { seeded } from "./world/seeded.ts";

export function openJournal({ context }: Phone): OpenJournal {
	const journal = context.open?.journal;
	if (journal === undefined) throw new Error("expected an open journal");
	return journal;
}

/** Every kind, one edited twice, one in the trash, one of a newer version, settings, a draft, and one that both wrote at the same time. */
export async function fill(one: Phone, other: Phone): Promise<void> {
	const { moments } = one;
	const dice = seeded(3);
	for (const kind of entryKinds) {
		const fields = fieldsOf(dice, kind, () => "willow");
		await moments.save({ ...moments.newDraft({ kind, fields, tags: ["home"] }), text: kind });
	}
	await edit(one, "letter", "a letter, changed");
	await edit(one, "a letter, changed", "a letter, changed again");
	await write(one, "to the trash");
	await moments.trashEntry(entryOf(one, "to the trash").id);
	await saveStatement(openJournal(one), {
		kind: "constellation",
		record: "c4".repeat(16),
		parents: [],
		schema: 9,
		day: "2026-11-25",
		fields: { shape: [1, new Uint8Array([5, 6])] },
	});
	await moments.changeSettings({ idle: 15 });
	for (const device of [one, other]) await exchange(device);
	await edit(one, "entry", "from one device");
	await edit(other, "entry", "from the other device");
	await moments.keepDraft({ ...moments.editDraft(entryOf(one, "need").id), text: "left open" });
	for (const device of [one, other, one]) await exchange(device);
}

export function entryOf({ moments }: Phone, text: string) {
	const all = [...moments.entries.value, ...moments.trash.value];
	const found = all.find((entry) => entry.text === text);
	if (found === undefined) throw new Error(`expected ${text}`);
	return found;
}

export async function edit(device: Phone, before: string, after: string): Promise<void> {
	const { moments } = device;
	await moments.save({ ...moments.editDraft(entryOf(device, before).id), text: after });
}

/** The folded state byte for byte, what shows of it, and the history of every entry. */
export async function stateOf(device: Phone): Promise<readonly unknown[]> {
	const { moments } = device;
	const entries = [...moments.entries.value, ...moments.trash.value];
	return [
		concat(...[...contentsOf(openJournal(device).shelf.journal())].map(encodeContent)),
		entries,
		await Promise.all(entries.map(({ id }) => moments.history(id))),
		moments.drafts.value,
		moments.settings.value,
		moments.notices.value,
		moments.keyNews.value,
	];
}

interface Body {
	readonly header: Bytes;
	readonly body: Bytes;
	readonly epoch: Epoch;
}

/** The bodies that the server has. */
export function bodiesOn({ accounts }: HonestServer): readonly Body[] {
	const carried = [...accounts.values()].flatMap(({ log }) => log);
	return carried
		.flatMap(({ revisions }) => [...revisions])
		.flatMap(({ header, body }) =>
			body === null ? [] : [{ header, body, epoch: parseHeader(header).epoch }],
		);
}

/** How many of them lie under which epoch. */
export function epochsOn(server: HonestServer): { readonly [epoch: number]: number } {
	const counts: { [epoch: number]: number } = {};
	for (const { epoch } of bodiesOn(server)) counts[epoch] = (counts[epoch] ?? 0) + 1;
	return counts;
}

/** How many of the server's bodies the key of an epoch opens, under that epoch's number or the one that they name. */
export async function openedBy(
	device: Phone,
	epoch: number,
	bodies: readonly Body[],
): Promise<number> {
	const { vault } = openJournal(device);
	const key = (await openKeyring(vault.seal, vault.keyring)).epochKeys.get(toEpoch(epoch));
	if (key === undefined) throw new Error(`expected a key of epoch ${epoch}`);
	let opened = 0;
	for (const { header, body, epoch: named } of bodies) {
		for (const number of new Set([toEpoch(epoch), named])) {
			const { key: dataKey } = await importDataKey(vault.account, number, key);
			const keys = new Map([[named, { account: vault.account, epoch: named, key: dataKey }]]);
			opened += Number(await opens(openRevision(keys, header, body)));
		}
	}
	return opened;
}

async function opens(opening: Promise<unknown>): Promise<boolean> {
	try {
		await opening;
		return true;
	} catch (error) {
		if (error instanceof Refused && error.kind === "open") return false;
		throw error;
	}
}
