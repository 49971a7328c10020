// How a readable copy speaks, in the language of the screens.

import type { Legible } from "../../app/contract.ts";
import { nameOf } from "../attached/naming.ts";
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
		attached: (one, number, count) => nameOf({ one, number, count }),
		missing: say("readable.missing"),
		line: listedLine,
	};
}
