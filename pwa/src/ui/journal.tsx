import { useSignalEffect } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";
import type { Draft } from "../app/contract.ts";
import { Button, GlyphButton } from "./button.tsx";
import { useMoments } from "./context.ts";
import { dayInWords } from "./day.ts";
import { chosenDay, emptyDay, openDraft } from "./desk.ts";
import { LeafDays } from "./entry-line.tsx";
import { beginning, leavesOf } from "./leaf.ts";
import { Leaves } from "./leaves.tsx";
import { Notices } from "./notices.tsx";
import { go, openLayer, place, resumeScroll } from "./route.ts";
import { SaveLine } from "./save.tsx";
import { Heading } from "./screen.tsx";
import { showDay } from "./shown-place.ts";
import { Stones } from "./stones.tsx";
import { say } from "./words.ts";
import "./journal.css";

const SHOWN_OF_A_DRAFT = 140;

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
					<GlyphButton
						glyph="menu"
						name={say("journal.menu")}
						onClick={() => openLayer("menu")}
						class="phone-only"
					/>
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
				<Button kind="stone" glyph="pen" onClick={() => write(moments.newDraft())}>
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

/** Pages that were left before they were done. */
function LeftOpen() {
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
							onClick={() => write(draft)}
							data-draft={draft.id}
						>
							<span>{beginning(draft.text, SHOWN_OF_A_DRAFT) || say("journal.draft.empty")}</span>
							<span class="entry-note">{dayInWords(draft.day)}</span>
						</button>
					</li>
				))}
			</ul>
		</section>
	);
}

function Empty() {
	return (
		<div class="journal-empty">
			<Stones />
			<p class="lead">{say("journal.empty")}</p>
		</div>
	);
}

function write(draft: Draft): void {
	openDraft.value = draft;
	go("/write");
}
