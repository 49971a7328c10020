// What a person does by writing, and what the app does with it: save, draft, send, receive, start, erase, bring in.

import { noProgress } from "../phone.ts";
import { catchUp, type Device, passphrase } from "../world/device.ts";
import { bodiesOf } from "../world/erased.ts";
import { turnOnBackup } from "../world/world.ts";
import { open, start } from "./client.ts";
import {
	addDevice,
	alone,
	edit,
	ended,
	entryOf,
	type Flow,
	fresh,
	has,
	otherOf,
	type Scene,
	save,
	several,
	write,
} from "./scene.ts";
import { update } from "./seams.ts";

export const writing: readonly Flow[] = [
	{
		name: "saving",
		prepare: async (seed) => {
			const scene = await several(seed);
			const { moments } = scene.client.device.phone;
			await keep(scene, { ...moments.newDraft(), text: "left open" });
			return scene;
		},
		act: writeAndEdit,
		goOn: writeAndEdit,
	},
	{
		name: "a draft",
		prepare: several,
		act: async (scene) => {
			const { moments } = scene.client.device.phone;
			await keep(scene, { ...moments.newDraft(), text: "left open" });
			const { id } = entryOf(scene.client.device, "second");
			await keep(scene, { ...moments.editDraft(id), text: "second, half edited" });
		},
		goOn: async (scene) => {
			const { device } = scene.client;
			const held = device.phone.moments.drafts.value;
			for (const draft of held) await device.phone.moments.save(draft);
			if (!has(device, "left open")) await write(scene, device, "left open");
			const isEdited = has(device, "second, half edited");
			if (!isEdited) await edit(scene, device, "second", "second, half edited");
		},
	},
	{
		name: "the first start",
		prepare: fresh,
		act: async (scene) => {
			await start(scene.client);
			await beginHere(scene);
		},
		goOn: async (scene) => {
			await beginHere(scene);
			await turnOnBackup(scene.world, scene.client.device);
			await addDevice(scene, "other");
		},
	},
	{
		name: "unlocking",
		prepare: async (seed) => {
			const scene = await several(seed);
			await write(scene, scene.client.device, "after the view");
			return ended(scene);
		},
		act: async ({ client }) => {
			await start(client);
			await open(client, [passphrase]);
			const { clock, context } = client.device.phone;
			// Some seconds later the view is written.
			clock.pass(6_000);
			await context.open?.journal.queue(async () => undefined);
		},
		goOn: async () => undefined,
	},
	{
		name: "an update",
		prepare: async (seed) => {
			const scene = await several(seed);
			await write(scene, scene.client.device, "before the update");
			ended(scene);
			update(scene.client.platform.databaseName);
			return scene;
		},
		act: async ({ client }) => {
			await start(client);
			await open(client, [passphrase]);
		},
		goOn: async () => undefined,
	},
	{
		name: "sending and receiving",
		prepare: async (seed) => {
			const scene = await several(seed);
			const other = otherOf(scene);
			for (const text of ["theirs", "theirs too"]) await write(scene, other, text);
			await catchUp(other);
			await edit(scene, scene.client.device, "first", "first, mine");
			await edit(scene, other, "second", "second, theirs");
			await write(scene, scene.client.device, "mine");
			await catchUp(other);
			return scene;
		},
		act: ({ client: { device } }) => catchUp(device),
		goOn: ({ client: { device } }) => catchUp(device),
	},
	{
		name: "erasing for good",
		prepare: async (seed) => {
			const scene = await several(seed);
			const { device } = scene.client;
			const { moments } = device.phone;
			const { id } = entryOf(device, "first");
			await moments.trashEntry(id);
			await catchUp(device);
			scene.called.splice(scene.called.indexOf("first"), 1);
			scene.world.erasedWords.add("first");
			const bodies = await bodiesOf(device.phone, id);
			for (const body of bodies) scene.world.erasedBodies.add(body);
			return scene;
		},
		act: eraseTrash,
		goOn: eraseTrash,
	},
	{
		name: "bringing in an archive",
		prepare: async (seed) => {
			const scene = await several(seed);
			for (const word of ["brought", "along"]) scene.world.tried.add(word);
			await archive();
			return scene;
		},
		act: bringIn,
		goOn: bringIn,
	},
	{
		name: "putting back what a server lost",
		prepare: async (seed) => {
			const scene = await several(seed);
			const { device } = scene.client;
			for (const text of ["third", "fourth"]) {
				await write(scene, device, text);
				await catchUp(device);
			}
			await write(scene, device, "fifth");
			const { server, account } = scene.world;
			server.restore(account, (server.accounts.get(account)?.chain.seq ?? 2) - 2);
			return scene;
		},
		act: ({ client: { device } }) => catchUp(device),
		goOn: ({ client: { device } }) => catchUp(device),
	},
];

type Draft = ReturnType<Device["phone"]["moments"]["newDraft"]>;

async function writeAndEdit(scene: Scene): Promise<void> {
	const { device } = scene.client;
	for (const draft of device.phone.moments.drafts.value) await save(scene, device, draft);
	if (!has(device, "third")) await write(scene, device, "third");
	if (!has(device, "second, edited")) await edit(scene, device, "second", "second, edited");
}

async function keep({ client, called, world }: Scene, draft: Draft): Promise<void> {
	const { moments } = client.device.phone;
	for (const word of draft.text.split(" ")) world.tried.add(word);
	await moments.keepDraft(draft);
	if (moments.saveState.value.name !== "not-saved") called.push(draft.text);
}

async function beginHere(scene: Scene): Promise<void> {
	const { device } = scene.client;
	const { moments } = device.phone;
	if (moments.phase.value.name === "new") await moments.begin(passphrase, noProgress);
	if (!has(device, "first")) await write(scene, device, "first");
}

async function eraseTrash({ client: { device } }: Scene): Promise<void> {
	const result = await device.phone.moments.emptyTrash();
	if (result !== "erased") throw new Error("it was not erased");
	await catchUp(device);
}

let made: File | undefined;

/** Of another journal, with the same passphrase. */
async function archive(): Promise<File> {
	if (made === undefined) {
		const { indexedDB } = globalThis;
		const { client } = await alone(2, ["brought along", "along brought"]);
		const { moments } = client.device.phone;
		const { signal } = new AbortController();
		const taken = await moments.sealedArchive(passphrase, noProgress, signal);
		if (taken.name !== "made") throw new Error(`no archive: ${taken.cause}`);
		made = new File([taken.file], "moments.sealed");
		globalThis.indexedDB = indexedDB;
	}
	return made;
}

async function bringIn({ client: { device } }: Scene): Promise<void> {
	const found = await device.phone.moments.lookInto(await archive(), passphrase, noProgress);
	if (found.name !== "found") throw new Error(`expected an archive, got ${found.name}`);
	const result = await found.bring(noProgress);
	if (result !== "brought") throw new Error(`it was not brought: ${result}`);
}
