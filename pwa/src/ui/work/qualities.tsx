import { qualities, type Sighting } from "../../app/contract.ts";
import { language } from "../language.ts";
import { say } from "../words.ts";
import "./work.css";

/** "There: empathy." and what was not, each only where it was said. */
export function QualitiesSeen({ sighting }: { readonly sighting: Sighting }) {
	const named = (shown: "there" | "absent"): string =>
		inList(
			qualities
				.filter((quality) => sighting[quality] === shown)
				.map((quality) => say(`work.quality.${quality}`)),
		);
	const [there, absent] = [named("there"), named("absent")];
	return (
		<>
			{there !== "" && <span class="work-line-note">{say("work.there", { what: there })}</span>}
			{absent !== "" && <span class="work-line-note">{say("work.absent", { what: absent })}</span>}
		</>
	);
}

/** "one, two and three" in the language of the screens. */
export function inList(words: readonly string[]): string {
	return new Intl.ListFormat(language.value).format(words);
}
