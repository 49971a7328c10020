import type { Entry } from "../../app/contract.ts";
import { Button } from "../button.tsx";
import { useMoments } from "../context.ts";
import { beginning } from "../leaf.ts";
import { Screen } from "../screen.tsx";
import { say } from "../words.ts";
import { Apart } from "./apart.tsx";
import { beginPromise, look } from "./begin.ts";
import { Last } from "./needs.tsx";
import { followedIn, type Speaker, speakersIn } from "./timeline.ts";
import "../foot.css";
import "./work.css";

const SHOWN_OF_WORDS = 120;

/** Words and actions: whose words are followed, others, the world and oneself apart. */
export function WordsAndActions() {
	const moments = useMoments();
	const speakers = speakersIn(followedIn(moments.entries.value));
	return (
		<Screen name="work" title={say("place.words")}>
			<p class="lead">{say("work.words.lead")}</p>
			<p class="quiet work-second">{say("work.words.private")}</p>
			<Apart of={speakers} directionOf={({ direction }) => direction}>
				{(some) => (
					<ul class="work-lines">
						{some.map((speaker) => (
							<li key={speaker.key} class="work-line">
								<SpeakerLine speaker={speaker} />
							</li>
						))}
					</ul>
				)}
			</Apart>
			<div class="foot">
				<Button kind="stone" glyph="pen" onClick={() => beginPromise(moments)}>
					{say("work.words.new")}
				</Button>
			</div>
		</Screen>
	);
}

function SpeakerLine({ speaker }: { readonly speaker: Speaker }) {
	const [newest] = speaker.followed;
	return (
		<>
			<button class="work-line-words work-line-name" type="button" onClick={() => look(speaker)}>
				{nameOf(speaker)}
			</button>
			{newest && <p class="work-line-closed">{quoted(newest.entry)}</p>}
			{newest && <Last seen={newest.seen} />}
		</>
	);
}

/** Whoever it is, in the person's own words or by the direction. */
export function nameOf({ who, direction }: Pick<Speaker, "who" | "direction">): string {
	return who.trim() || say(`work.nobody.${direction ?? "open"}`);
}

export function quoted({ text }: Pick<Entry, "text">): string {
	return say("work.quote", { words: beginning(text, SHOWN_OF_WORDS) });
}
