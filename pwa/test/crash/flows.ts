// What a person does by writing, and what the app does with it.

import { catchUp } from "../world/device.ts";
import { alone, edit, entryOf, type Flow, has, otherOf, save, several, write } from "./scene.ts";

export const writing: readonly Flow[] = [
	{
		name: "save",
		prepare: (seed) => several(seed),
		act: async (scene) => {
			const { device } = scene.client;
			await write(scene, device, "third");
			await edit(scene, device, "second", "second edited");
		},
		goOn: async (scene) => {
			const { device } = scene.client;
			if (!has(device, "third")) await write(scene, device, "third");
			if (!has(device, "second edited")) await edit(scene, device, "second", "second edited");
		},
	},
];
void [alone, entryOf, otherOf, save, catchUp];
