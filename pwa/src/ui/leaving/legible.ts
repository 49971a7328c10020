// How a readable copy speaks, in the language of the screens.

import type { Legible } from "../../app/contract.ts";
import { dayInWords } from "../day.ts";
import { listedLine } from "../kind-view.tsx";
import { language } from "../language.ts";
import { say } from "../words.ts";

export function legible(): Legible {
	return {
		language: language.value,
		title: say("app.name"),
		lead: say("readable.lead"),
		trashed: say("readable.trashed"),
		draft: say("readable.draft"),
		day: (day) => dayInWords(day),
		line: listedLine,
	};
}
