// Scans folded text away from the screen. It holds words in memory only, and dies with the lock.

import { makeScan } from "../journal/scan.ts";
import type { Question, SearchAnswer } from "./search.ts";

declare const self: DedicatedWorkerGlobalScope;

const scan = makeScan();

self.addEventListener("message", ({ data }: MessageEvent<Question>) => {
	if (data.name === "texts") {
		for (const [at, number] of data.numbers.entries()) scan.hold(number, data.texts[at] ?? null);
		return;
	}
	const found = Uint32Array.from(scan.find(data.words));
	const answer: SearchAnswer = { number: data.number, found };
	self.postMessage(answer, [found.buffer]);
});
