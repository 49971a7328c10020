import { describe, expect, test } from "vitest";
import { suggestWords, wordsOf } from "../../src/vault/words.ts";
import { realRandom } from "../phone.ts";

/** Words that nobody should be given as a passphrase to a journal. Not the list that leaves them out, but one of its own. */
const hurtful = {
	en: `abuse addict afraid alcohol assault attack blood cliff crazy cruel death divorce fat fatal fault guilt gun
		hurt insane knife lonely nasty panic poison prison punch razor sad shoot sick slap stupid suffer tragic ugly
		unhappy useless victim violence weapon wrist`,
	es: `aborto abuso agonía ahogo alcohol arma bala bomba castigo cárcel crimen cruel culpa daño dolor droga enfermo
		fracaso gordo golpe herida herir inútil llanto loco miedo morir muerte odio pena sangre soledad terror triste
		tumba tumor veneno víctima`,
} as const;

describe.each(["en", "es"] as const)("words in %s", (language) => {
	test("five of them, from the list, at least 50 bits", async () => {
		const all = new Set(await wordsOf(language));
		for (let times = 0; times < 50; times += 1) {
			const words = (await suggestWords(language, realRandom)).split(" ");
			expect(words).toHaveLength(5);
			expect(words.filter((word) => !all.has(word))).toEqual([]);
		}
		expect(5 * Math.log2(all.size)).toBeGreaterThan(50);
	});

	test("none hurts", async () => {
		const all = new Set(await wordsOf(language));
		const found = hurtful[language].split(/\s+/).filter((word) => all.has(word.normalize("NFC")));
		expect(found).toEqual([]);
	});

	test("[R6] each is in NFC, in lower case, one word, and there once", async () => {
		const all = await wordsOf(language);
		for (const word of all) {
			expect(word).toBe(word.normalize("NFC"));
			expect(word).toMatch(/^\p{Ll}{3,}$/u);
		}
		expect(new Set(all).size).toBe(all.length);
	});
});

test("each word comes as often as any other: what would favour some is thrown away", async () => {
	const { length } = await wordsOf("en");
	const drawn = (high: number, low: number) => {
		const given = [[high, low]];
		return suggestWords("en", () => Uint8Array.from(given.pop() ?? [0, 0]));
	};
	const all = await wordsOf("en");
	const fair = 65_536 - (65_536 % length);
	expect(await drawn((fair - 1) >> 8, (fair - 1) & 255)).toBe(
		[all.at(-1), all[0], all[0], all[0], all[0]].join(" "),
	);
	expect(await drawn(fair >> 8, fair & 255)).toBe(Array(5).fill(all[0]).join(" "));
});
