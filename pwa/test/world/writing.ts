// What people write in a history: words that nobody has written before, drafts, edits, and what was called saved of them.

import { attachmentIds, withoutAttachments } from "../../src/journal/attachment.ts";
import { toCivilDay } from "../../src/journal/day.ts";
import { entryKinds } from "../../src/journal/kinds.ts";
import type { Device } from "./device.ts";
import { fieldsOf, textsIn } from "./fields.ts";
import type { World } from "./world.ts";

export async function write(world: World, device: Device): Promise<void> {
	const { moments } = device.phone;
	const day = toCivilDay(world.dice.one(["2026-11-20", "2026-11-21"]) ?? "2026-11-20");
	const lines = Array.from({ length: 1 + world.dice.below(3) }, () => line(world));
	const kind = world.dice.one(entryKinds) ?? "entry";
	const tags = world.dice.chance(0.2) ? [word(world)] : [];
	const said = {
		kind,
		day,
		tags,
		text: lines.join("\n"),
		fields: fieldsOf(world.dice, kind, () => word(world)),
	};
	await save(world, device, moments.newDraft(said));
}

export async function edit(world: World, device: Device): Promise<void> {
	const draft = editDraft(world, device);
	if (draft !== undefined) await save(world, device, draft);
}

export async function leaveDraft(world: World, device: Device): Promise<void> {
	const draft = editDraft(world, device);
	if (draft !== undefined) await device.phone.moments.keepDraft(draft);
}

export async function finishDraft(world: World, device: Device): Promise<void> {
	const draft = world.dice.one(device.phone.moments.drafts.value);
	if (draft !== undefined) await save(world, device, draft);
}

export type Draft = ReturnType<Device["phone"]["moments"]["newDraft"]>;

export function editDraft(world: World, { phone: { moments } }: Device): Draft | undefined {
	// Mostly the same few entries, so that devices meet in them.
	const entry = world.dice.one(
		moments.entries.value.slice(0, world.dice.chance(0.8) ? 2 : undefined),
	);
	if (entry === undefined) return undefined;
	const draft = moments.editDraft(entry.id);
	if (world.dice.chance(0.6)) return { ...draft, text: change(world, draft.text) };
	const tags = world.dice.chance(0.3) ? [...draft.tags, word(world)] : draft.tags;
	const changed = fieldsOf(world.dice, draft.kind, () => word(world));
	return { ...draft, tags, fields: { ...draft.fields, ...changed } };
}

export async function save(world: World, device: Device, draft: Draft): Promise<void> {
	const { moments } = device.phone;
	const said = withoutAttachments(draft.fields);
	const words = wordsOf(textsIn([draft.text, draft.tags, said]));
	for (const one of words) world.tried.add(one);
	await moments.save(draft);
	// Whoever was cut off meanwhile was not told that it is saved.
	if (device.phone.moments !== moments) return;
	for (const one of words) world.words.add(one);
	for (const id of attachmentIds(draft.fields)) world.attached.add(id);
}

/** A few words are put in, replaced or taken out. */
function change(world: World, text: string): string {
	const { dice } = world;
	let tokens: readonly string[] = text.match(/\s+|\S+/g) ?? [];
	for (let times = 1 + dice.below(2); times > 0; times -= 1) {
		const at = dice.below(tokens.length + 1);
		const kind = dice.below(4);
		if (kind < 2) tokens = tokens.toSpliced(at, 0, kind === 0 ? " " : "\n", word(world), " ");
		else if (kind === 2) tokens = tokens.toSpliced(at, 1, word(world));
		else tokens = tokens.toSpliced(at, 1, " ");
	}
	return tokens.join("");
}

function line(world: World): string {
	return Array.from({ length: 1 + world.dice.below(4) }, () => word(world)).join(" ");
}

/** A word that nobody has written before. */
export function word(world: World): string {
	world.drawn += 1;
	return `${world.dice.one(["tea", "lluvia", "מים", "👍🏽", "é"]) ?? ""}${world.drawn}`;
}

export function wordsOf(text: string): readonly string[] {
	return text.split(/\s+/).filter((one) => one !== "");
}
