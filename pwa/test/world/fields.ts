// What people say in the fields of each kind, drawn by chance; and every word that stands in fields.

import type { EntryKind } from "../../src/journal/kinds.ts";
import type { Fields, Value } from "../../src/journal/revision.ts";
import type { Seeded } from "./seeded.ts";

/** Some of a kind's fields. `word` draws one that nobody has written before. */
export function fieldsOf(dice: Seeded, kind: EntryKind, word: () => string): Fields {
	switch (kind) {
		case "moment":
			return { turn: dice.one(["towards", "away"]) ?? "away", who: word() };
		case "check-in":
			return { [dice.one(["guard", "anger", "distance"]) ?? "guard"]: dice.below(11) };
		case "piece":
			return { piece: "a-piece", [`answer_${dice.one(["first", "next"]) ?? "first"}`]: word() };
		case "letter":
			return { to: word() };
		case "later":
			return { opens: `2027-0${1 + dice.below(9)}-01` };
		case "promise":
			return { who: word(), direction: "others", closed: dice.chance(0.3) };
		case "sighting":
			return { of: "ab".repeat(16), match: dice.one(["yes", "partly", "no"]) ?? "no" };
		case "intuition":
			return { outcome: `${word()} ${word()}` };
		case "session":
			return { [`pick_${"ab".repeat(16)}`]: [word()], picture_signs: true };
		default:
			return {};
	}
}

/** Every text in a value, one after the other. */
export function textsIn(value: Value): string {
	if (typeof value === "string") return value;
	if (typeof value !== "object" || value === null || value instanceof Uint8Array) return "";
	return Object.values(value).map(textsIn).join(" ");
}
