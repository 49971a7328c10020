import {
	type CivilDay,
	type Entry,
	type EntryId,
	isClosed,
	type Picked,
	type Session,
} from "../../app/contract.ts";
import { useMoments } from "../context.ts";
import { stretchInWords } from "../day.ts";
import { kindViews } from "../kind-view.tsx";
import { DeedLanes, MomentLanes } from "../patterns/lanes.tsx";
import { Signs } from "../patterns/signs.tsx";
import { say } from "../words.ts";
import { captionOf } from "./choosing.tsx";
import { chosenRuns, hasChanged } from "./picking.ts";
import "./paper.css";

interface PaperProps {
	readonly text: string;
	readonly day: CivilDay;
	readonly value: Session;
	/** It is looked at; on paper it stands in any case, and nothing else does. */
	readonly shown: boolean;
}

/** The page as it is printed: black on white in every light, and nothing on it that was not chosen. */
export function Paper({ text, day, value, shown }: PaperProps) {
	const entries = useMoments().entries.value;
	const byId = new Map(entries.map((entry) => [entry.id, entry]));
	const { from = day, to = day, picks, pictures } = value;
	const chosen = chosenEntries(byId, picks);
	const stretch = { from, to };
	const bare = text.trim() === "" && chosen.length === 0 && pictures.size === 0;
	return (
		<>
			{shown && hasChanged(byId, picks) && <p class="quiet">{say("session.changed")}</p>}
			{shown && bare && <p class="quiet">{say("session.nothing")}</p>}
			<article class={shown ? "paper" : "paper paper-away"} aria-label={say("session.page")}>
				<h2 class="paper-days">{stretchInWords(from, to)}</h2>
				{text.trim() !== "" && <p class="paper-own">{text.trim()}</p>}
				{chosen.map(({ entry, picked }) => (
					<Chosen key={entry.id} entry={entry} picked={picked} />
				))}
				{pictures.has("signs") && <Signs entries={entries} stretch={stretch} paper />}
				{pictures.has("moments") && <MomentLanes entries={entries} stretch={stretch} paper />}
				{pictures.has("deeds") && <DeedLanes entries={entries} stretch={stretch} paper />}
			</article>
		</>
	);
}

interface ChosenProps {
	readonly entry: Entry;
	readonly picked: Picked;
}

/** Of the days it came from, oldest first. */
function chosenEntries(
	byId: ReadonlyMap<EntryId, Entry>,
	picks: Session["picks"],
): readonly ChosenProps[] {
	return [...picks]
		.flatMap(([id, picked]) => {
			const entry = byId.get(id);
			// A note that was closed again since says nothing here.
			return entry === undefined || isClosed(entry) ? [] : [{ entry, picked }];
		})
		.filter(({ entry, picked }) => picked === "all" || chosenRuns(entry, picked).length > 0)
		.sort((a, b) =>
			a.entry.day === b.entry.day ? a.entry.at - b.entry.at : a.entry.day < b.entry.day ? -1 : 1,
		);
}

/** All of it with what its kind says, or the chosen sentences and nothing else. */
function Chosen({ entry, picked }: ChosenProps) {
	const { Facts } = kindViews[entry.kind];
	const whole = picked === "all";
	const texts = whole ? [Facts ? entry.text : entry.words] : chosenRuns(entry, picked);
	return (
		<section class="paper-part">
			<h3>{captionOf(entry)}</h3>
			{whole && Facts && <Facts entry={entry} />}
			{texts
				.filter((words) => words.trim() !== "")
				.map((words, at) => (
					<p key={`${at} ${words}`}>{words.trim()}</p>
				))}
		</section>
	);
}
