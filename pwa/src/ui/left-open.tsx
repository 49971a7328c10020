import { isClosed } from "../app/contract.ts";
import { useMoments } from "./context.ts";
import { dayInWords } from "./day.ts";
import { kindViews, listedLine, openToEdit } from "./kind-view.tsx";
import { beginning } from "./leaf.ts";
import { say } from "./words.ts";

const SHOWN_OF_A_DRAFT = 140;

/** What was left before it was done. */
export function LeftOpen() {
	const drafts = useMoments().drafts.value;
	if (drafts.length === 0) return null;
	return (
		<section class="left-open">
			<h2 class="caps">{say("journal.drafts")}</h2>
			<ul>
				{drafts.map((draft) => (
					<li key={draft.id}>
						<button
							class="left-open-line"
							type="button"
							onClick={() => openToEdit(draft)}
							data-draft={draft.id}
						>
							<span>
								{beginning(isClosed(draft) ? "" : draft.text, SHOWN_OF_A_DRAFT) ||
									listedLine(draft) ||
									say("journal.draft.empty")}
							</span>
							<span class="entry-note">
								{draft.kind !== "entry" && `${say(kindViews[draft.kind].name)} · `}
								{dayInWords(draft.day)}
							</span>
						</button>
					</li>
				))}
			</ul>
		</section>
	);
}
