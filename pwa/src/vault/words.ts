// Five generated words: at least 50 bits.

import type { Random } from "../../../crypto/ts/brands.ts";
import { leftOut } from "./left-out.ts";

/** Five words joined by spaces, each drawn evenly. */
export async function suggestWords(language: "en" | "es", random: Random): Promise<string> {
	const all = await wordsOf(language);
	return Array.from({ length: 5 }, () => all[drawBelow(all.length, random)] ?? "").join(" ");
}

/** All words that can come, in NFC. */
export async function wordsOf(language: "en" | "es"): Promise<readonly string[]> {
	const { wordlist } =
		language === "en"
			? await import("@scure/bip39/wordlists/english.js")
			: await import("@scure/bip39/wordlists/spanish.js");
	return wordlist
		.map((word) => word.normalize("NFC"))
		.filter((word) => !leftOut[language].has(word));
}

/** A whole number below `bound` (at most 65,536): what would favour low numbers is thrown away. */
function drawBelow(bound: number, random: Random): number {
	const fair = 65_536 - (65_536 % bound);
	for (;;) {
		const [high = 0, low = 0] = random(2);
		const drawn = high * 256 + low;
		if (drawn < fair) return drawn % bound;
	}
}
