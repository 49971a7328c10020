import { useMemo } from "preact/hooks";
import type { Entry, EntryKind } from "../../app/contract.ts";
import { Button } from "../button.tsx";
import { useMoments } from "../context.ts";
import { patternKinds, patternRange } from "../desk.ts";
import { amongThese, isWanted } from "../filter.ts";
import { Filter } from "../filter-chips.tsx";
import { go } from "../route.ts";
import { Heading } from "../screen.tsx";
import { Stones } from "../stones.tsx";
import { Unfold } from "../unfold.tsx";
import type { Wanted } from "../wanted.ts";
import { say } from "../words.ts";
import { DeedLanes, MomentLanes } from "./lanes.tsx";
import { stretchOf } from "./range.ts";
import { RangeChoice } from "./range-choice.tsx";
import { Signs } from "./signs.tsx";
import "./patterns.css";

/** What was noted, as pictures. Made here and now from what is open on this device, and kept nowhere. */
export function Patterns() {
	const moments = useMoments();
	const entries = moments.entries.value;
	const drawn = useMemo(() => entries.filter(({ kind }) => drawnFrom.includes(kind)), [entries]);
	const wanted = amongThese(patternKinds.value, drawn);
	const shown = useMemo(() => entries.filter(isShown(wanted)), [entries, patternKinds.value]);
	const kinds = new Set(drawn.map(({ kind }) => kind).filter(isKindWanted(wanted)));
	const stretch = stretchOf(
		patternRange.value,
		moments.today(),
		drawn.at(-1)?.day ?? moments.today(),
	);

	return (
		<main class="screen patterns">
			<header class="patterns-head">
				<Heading>{say("place.patterns")}</Heading>
				<p class="quiet">{say("patterns.lead")}</p>
			</header>
			{drawn.length === 0 ? (
				<Empty />
			) : (
				<>
					<RangeChoice stretch={stretch} />
					<Filter
						entries={drawn}
						wanted={wanted}
						onChange={(changed) => {
							patternKinds.value = changed;
						}}
					/>
					{kinds.has("check-in") && <Signs entries={shown} stretch={stretch} />}
					{kinds.has("moment") && <MomentLanes entries={shown} stretch={stretch} />}
					{kinds.has("promise") && <DeedLanes entries={shown} stretch={stretch} />}
					<HowRead />
				</>
			)}
			<section class="part patterns-door">
				<p class="prose">{say("patterns.session")}</p>
				<div class="button-row">
					<Button onClick={() => go("/session")}>{say("place.session")}</Button>
				</div>
			</section>
		</main>
	);
}

const drawnFrom: readonly EntryKind[] = ["check-in", "moment", "promise"];

/** What was seen of words is shown where the words are. */
function isShown(wanted: Wanted): (entry: Entry) => boolean {
	const wants = isWanted(wanted);
	return (entry) => entry.kind === "sighting" || wants(entry);
}

function isKindWanted({ kinds }: Wanted): (kind: EntryKind) => boolean {
	return (kind) => kinds.length === 0 || kinds.includes(kind);
}

function Empty() {
	return (
		<div class="patterns-empty">
			<Stones />
			<p class="lead">{say("patterns.empty")}</p>
		</div>
	);
}

/** The rules by which the pictures and the sentences are made, for whoever wants to know. */
function HowRead() {
	return (
		<Unfold title={say("patterns.how")}>
			<p class="quiet">{say("patterns.how.gaps")}</p>
			<p class="quiet">{say("patterns.how.once")}</p>
			<p class="quiet">{say("patterns.how.change")}</p>
			<p class="quiet">{say("patterns.how.here")}</p>
		</Unfold>
	);
}
