import type { CivilDay } from "../../app/contract.ts";
import type { Word } from "../words.ts";

const lines = [
	"today.welcome.0",
	"today.welcome.1",
	"today.welcome.2",
	"today.welcome.3",
	"today.welcome.4",
	"today.welcome.5",
	"today.welcome.6",
	"today.welcome.7",
	"today.welcome.8",
] as const satisfies readonly Word[];

/** The line of a day: the same all day long, another one tomorrow. It knows nothing of when somebody was here last. */
export function welcomeOf(day: CivilDay): Word {
	const days = Math.floor(Date.parse(`${day}T12:00:00Z`) / 86_400_000);
	const at = ((days % lines.length) + lines.length) % lines.length;
	return lines[at] ?? lines[0];
}
