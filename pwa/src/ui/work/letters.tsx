import { letter } from "../../app/contract.ts";
import { Button } from "../button.tsx";
import { useMoments } from "../context.ts";
import { dayInWords } from "../day.ts";
import { beginning } from "../leaf.ts";
import { Screen } from "../screen.tsx";
import { say } from "../words.ts";
import { beginPlain, read } from "./begin.ts";
import "../foot.css";
import "./work.css";

const SHOWN_OF_A_LETTER = 140;

/** Letters that are not sent. */
export function Letters() {
	const moments = useMoments();
	const letters = moments.entries.value.filter(({ kind }) => kind === "letter");
	return (
		<Screen name="work" title={say("place.letter")}>
			<p class="lead">{say("work.letter.lead")}</p>
			<p class="prose work-second">{say("work.letter.stays")}</p>
			<ul class="work-lines">
				{letters.map((entry) => (
					<li key={entry.id} class="work-line">
						<button class="work-line-words" type="button" onClick={() => read(entry)}>
							{beginning(entry.text, SHOWN_OF_A_LETTER)}
						</button>
						<p class="work-line-note">
							{[letter.read(entry.fields).to.trim(), dayInWords(entry.day)]
								.filter((part) => part !== "")
								.join(" · ")}
						</p>
					</li>
				))}
			</ul>
			<div class="foot">
				<Button kind="stone" glyph="pen" onClick={() => beginPlain(moments, "letter")}>
					{say("work.letter.new")}
				</Button>
			</div>
		</Screen>
	);
}
