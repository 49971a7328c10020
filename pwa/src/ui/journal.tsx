import { useSignalEffect } from "@preact/signals";
import { useLayoutEffect, useMemo } from "preact/hooks";
import { Button, GlyphButton } from "./button.tsx";
import { useMoments } from "./context.ts";
import { chosenDay, emptyDay, shownKinds } from "./desk.ts";
import { LeafDays } from "./entry-line.tsx";
import { amongThese, isSome, isWanted } from "./filter.ts";
import { Filter } from "./filter-chips.tsx";
import { openToEdit } from "./kind-view.tsx";
import { leavesOf } from "./leaf.ts";
import { forgetHeights, Leaves } from "./leaves.tsx";
import { LeftOpen } from "./left-open.tsx";
import { Notices } from "./notices.tsx";
import { go, openLayer, place, resumeScroll } from "./route.ts";
import { SaveLine } from "./save.tsx";
import { Heading } from "./screen.tsx";
import { showDay } from "./shown-place.ts";
import { Stones } from "./stones.tsx";
import { everything, type Wanted } from "./wanted.ts";
import { say } from "./words.ts";
import "./foot.css";
import "./journal.css";

/** Everything that was written, newest day first. */
export function Journal() {
	const moments = useMoments();
	const entries = moments.entries.value;
	useChosenDay();
	useLayoutEffect(resumeScroll, []);
	const empty = entries.length === 0 && moments.drafts.value.length === 0;
	const wanted = amongThese(shownKinds.value, entries);
	const leaves = useMemo(
		() => leavesOf(isSome(wanted) ? entries.filter(isWanted(wanted)) : entries),
		[entries, wanted],
	);
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
			<Filter entries={entries} wanted={wanted} onChange={showOnly} />
			{empty && <Empty />}
			{leaves.length === 0 && !empty && isSome(wanted) && (
				<p class="lead" role="status">
					{say("filter.none")}
				</p>
			)}
			<div class="journal-leaves">
				<Leaves leaves={leaves}>{(leaf) => <LeafDays leaf={leaf} />}</Leaves>
			</div>
			<div class="foot">
				<Button kind="stone" glyph="pen" onClick={() => openToEdit(moments.newDraft())}>
					{say("journal.write")}
				</Button>
			</div>
		</main>
	);
}

/** The leaves of another choice are of other heights. */
function showOnly(wanted: Wanted): void {
	forgetHeights();
	shownKinds.value = wanted;
}

/** Once the calendar has gone: leads to the day that was chosen, or offers it where it is empty. */
function useChosenDay(): void {
	const moments = useMoments();
	useSignalEffect(() => {
		const day = chosenDay.value;
		if (day === undefined || place.value.layer !== undefined) return;
		chosenDay.value = undefined;
		const written = moments.entries.peek().filter((entry) => entry.day === day);
		emptyDay.value = written.length > 0 ? undefined : day;
		const isHidden = written.length > 0 && !written.some(isWanted(shownKinds.peek()));
		if (isHidden) showOnly(everything);
		// Once the whole list is on the page again.
		if (isHidden) requestAnimationFrame(() => showDay(day));
		else showDay(day);
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
