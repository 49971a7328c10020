import { Button } from "./button.tsx";
import { useMoments } from "./context.ts";
import { dayInWords } from "./day.ts";
import { openToEdit } from "./kind-view.tsx";
import { LeftOpen } from "./left-open.tsx";
import { Notices } from "./notices.tsx";
import { SaveLine } from "./save.tsx";
import { Heading } from "./screen.tsx";
import { say } from "./words.ts";
import "./today.css";

/** One calm screen to begin from. It asks nothing. */
export function Today() {
	const moments = useMoments();
	const shown = new Set(moments.settings.value.today);
	return (
		<main class="screen today">
			<header class="today-head">
				<p class="caps">{dayInWords(moments.today())}</p>
				<Heading>{say("today.title")}</Heading>
				<p class="lead">{say("today.welcome")}</p>
				<SaveLine />
			</header>
			<Notices />
			{shown.has("left-open") && <LeftOpen />}
			<Button kind="stone" glyph="pen" onClick={() => openToEdit(moments.newDraft())}>
				{say("journal.write")}
			</Button>
		</main>
	);
}
