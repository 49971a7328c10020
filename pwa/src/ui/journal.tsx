import { useSignalEffect } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";
import { Button, GlyphButton } from "./button.tsx";
import { useMoments } from "./context.ts";
import { chosenDay, emptyDay } from "./desk.ts";
import { LeafDays } from "./entry-line.tsx";
import { openToEdit } from "./kind-view.tsx";
import { leavesOf } from "./leaf.ts";
import { Leaves } from "./leaves.tsx";
import { LeftOpen } from "./left-open.tsx";
import { Notices } from "./notices.tsx";
import { go, openLayer, place, resumeScroll } from "./route.ts";
import { SaveLine } from "./save.tsx";
import { Heading } from "./screen.tsx";
import { showDay } from "./shown-place.ts";
import { Stones } from "./stones.tsx";
import { say } from "./words.ts";
import "./journal.css";

/** Everything that was written, newest day first. */
export function Journal() {
	const moments = useMoments();
	const entries = moments.entries.value;
	useChosenDay();
	useLayoutEffect(resumeScroll, []);
	const empty = entries.length === 0 && moments.drafts.value.length === 0;
	return (
		<main class="screen journal">
			<header class="journal-head">
				<Heading>{say("journal.title")}</Heading>
				<div class="journal-controls">
					<GlyphButton
						glyph="calendar"
						name={say("calendar.title")}
						onClick={() => openLayer("calendar")}
					/>
					<GlyphButton glyph="search" name={say("journal.search")} onClick={() => go("/search")} />
				</div>
				<SaveLine />
			</header>
			<Notices />
			<LeftOpen />
			{empty && <Empty />}
			<div class="journal-leaves">
				<Leaves leaves={leavesOf(entries)}>{(leaf) => <LeafDays leaf={leaf} />}</Leaves>
			</div>
			<div class="journal-foot">
				<Button kind="stone" glyph="pen" onClick={() => openToEdit(moments.newDraft())}>
					{say("journal.write")}
				</Button>
			</div>
		</main>
	);
}

/** Once the calendar has gone: leads to the day that was chosen, or offers it where it is empty. */
function useChosenDay(): void {
	const moments = useMoments();
	useSignalEffect(() => {
		const day = chosenDay.value;
		if (day === undefined || place.value.layer !== undefined) return;
		chosenDay.value = undefined;
		const written = moments.entries.peek().some((entry) => entry.day === day);
		emptyDay.value = written ? undefined : day;
		showDay(day);
	});
}

function Empty() {
	return (
		<div class="journal-empty">
			<Stones />
			<p class="lead">{say("journal.empty")}</p>
		</div>
	);
}
