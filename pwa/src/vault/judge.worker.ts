// Judges the signatures that it is given, strictly, and knows nothing else.

import { verifier } from "../../../crypto/ts/ed25519.ts";
import { type Check, verdictsOn } from "./judge.ts";

declare const self: DedicatedWorkerGlobalScope;

interface Question {
	readonly number: number;
	readonly checks: readonly Check[];
}

const judge = verifier();

self.addEventListener("message", ({ data: { number, checks } }: MessageEvent<Question>) => {
	verdictsOn(checks, judge).then(
		(verdicts) => self.postMessage({ number, verdicts }),
		// Without verdicts: whoever asked judges by itself.
		() => self.postMessage({ number, verdicts: [] }),
	);
});
