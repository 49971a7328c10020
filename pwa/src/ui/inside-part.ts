// What shows once the journal is open: loaded while a passphrase is looked at, which takes longer.

import { dayInWords, isDay } from "./day.ts";
import { late } from "./late.tsx";
import { loadWordsInside } from "./words.ts";

export const Inside = late(async () => {
	const [inside] = await Promise.all([import("./inside.tsx"), loadWordsInside()]);
	// A browser takes its time to put the first day into words: it does while nobody waits for that.
	const day = new Date().toISOString().slice(0, 10);
	if (isDay(day)) dayInWords(day);
	return inside.Inside;
});

export function loadInsideSoon(): void {
	Inside.soon();
}
