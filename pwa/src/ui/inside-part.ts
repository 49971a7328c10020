// What shows once the journal is open: loaded while a passphrase is looked at, which takes longer.

import { late } from "./late.tsx";
import { loadWordsInside } from "./words.ts";

const load = () => Promise.all([import("./inside.tsx"), loadWordsInside()]);

export const Inside = late(async () => (await load())[0].Inside);

export function loadInsideSoon(): void {
	Inside.soon();
}
