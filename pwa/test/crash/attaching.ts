// A photo: sealed onto the disk, saved with an entry, sent behind the words, fetched by another device.

import { exchangeAll } from "../phone.ts";
import { catchUp, type Device } from "../world/device.ts";
import { entryOf, type Flow, has, otherOf, type Scene, save, several } from "./scene.ts";

const text = "with a photo";

export const attaching: readonly Flow[] = [
	{ name: "attaching and sending", prepare: several, act: attach, goOn: attach },
	{
		name: "fetching what is attached",
		prepare: async (seed) => {
			const scene = await several(seed);
			const other = otherOf(scene);
			await attachOn(scene, other);
			await exchangeAll(other.phone);
			await catchUp(scene.client.device);
			return scene;
		},
		act: ({ client: { device } }) => fetched(device),
		goOn: async (scene) => {
			await catchUp(scene.client.device);
			await fetched(scene.client.device);
		},
	},
];

async function attach(scene: Scene): Promise<void> {
	const { device } = scene.client;
	if (!has(device, text)) await attachOn(scene, device);
	await exchangeAll(device.phone);
	await fetched(device);
}

async function attachOn(scene: Scene, device: Device): Promise<void> {
	const { moments } = device.phone;
	const content = new Blob([Uint8Array.from({ length: 300_000 }, (_, at) => (at * at) >> 3)]);
	const pixels = { width: 40, height: 30 };
	const preview = { content: content.slice(0, 900), type: "image/webp", pixels };
	const desk = await moments.attachments();
	const result = await desk.attach({}, { content, type: "image/jpeg", pixels, preview });
	if (result.name === "refused") throw new Error(result.cause);
	await save(scene, device, { ...moments.newDraft(), text, fields: result.fields });
}

/** All of it opens here, whole. */
async function fetched(device: Device): Promise<void> {
	const { moments } = device.phone;
	const { fields } = entryOf(device, text);
	const desk = await moments.attachments();
	const [only] = desk.of(fields);
	if (only === undefined) throw new Error("nothing is attached");
	for (const part of ["preview", "content"] as const) {
		const presence = desk.presence(fields, only.id, part, "again");
		await new Promise<void>((resolve, reject) => {
			const stop = presence.subscribe(({ name }) => {
				if (name === "opening" || name === "coming") return;
				if (name === "here") resolve();
				else reject(new Error(`the ${part} is ${name}`));
				queueMicrotask(() => stop());
			});
		});
	}
}
