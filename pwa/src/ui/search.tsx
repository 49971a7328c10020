import { useSignal, useSignalEffect } from "@preact/signals";
import { useId } from "preact/hooks";
import type { Entry, EntryId } from "../app/contract.ts";
import { useMoments } from "./context.ts";
import { type Days, sought, soughtDays, soughtKinds } from "./desk.ts";
import { LeafDays } from "./entry-line.tsx";
import { DayField } from "./field.tsx";
import { amongThese, isSome, isWanted } from "./filter.ts";
import { Filter } from "./filter-chips.tsx";
import { Found } from "./found.tsx";
import { unaided } from "./keyboard.ts";
import { leavesOf } from "./leaf.ts";
import { Leaves } from "./leaves.tsx";
import { excerpt } from "./match.ts";
import { Screen } from "./screen.tsx";
import { Unfold } from "./unfold.tsx";
import { say, sayCount } from "./words.ts";
import "./search.css";

/** Everything that was written, looked through as one types. */
export function Search() {
	const id = useId();
	const found = useFound();
	return (
		<Screen name="search" title={say("search.title")}>
			<search>
				<form class="search-form" onSubmit={(event) => event.preventDefault()}>
					<label class="aside-words" for={id}>
						{say("search.label")}
					</label>
					<span class="field-line">
						<input
							id={id}
							type="search"
							value={sought.value}
							placeholder={say("search.label")}
							onInput={(event) => {
								sought.value = event.currentTarget.value;
							}}
							{...unaided}
							autocapitalize="none"
							enterkeyhint="search"
							aria-describedby={`${id}-hint`}
						/>
					</span>
					<p id={`${id}-hint`} class="quiet">
						{say("search.hint")}
					</p>
					<Range />
					<Some />
				</form>
			</search>
			<p class="search-said quiet" role="status">
				{found &&
					(found.length === 0 ? say("search.none") : sayCount("search.found", found.length))}
			</p>
			{found && <FoundEntries entries={found} />}
		</Screen>
	);
}

/** What holds the words sought now, among the days; undefined while nothing is sought. */
function useFound(): readonly Entry[] | undefined {
	const moments = useMoments();
	const found = useSignal<ReadonlySet<EntryId> | undefined>(undefined);
	const entries = moments.entries.value;
	const wanted = amongThese(soughtKinds.value, entries);
	const asked = isSome(wanted) || sought.value.trim() !== "" || isRange(soughtDays.value);
	useSignalEffect(() => {
		const words = sought.value;
		// Read here, so that a change of the journal asks again.
		const known = moments.entries.value.length;
		const isAsked = words.trim() !== "" || isRange(soughtDays.value) || isSome(soughtKinds.value);
		if (known === 0 || !isAsked) {
			found.value = known === 0 ? new Set() : undefined;
			return;
		}
		// A slow answer never overtakes.
		let current = true;
		void moments.search(words).then((ids) => {
			if (current) found.value = new Set(ids);
		});
		return () => {
			current = false;
		};
	});
	const ids = found.value;
	if (ids === undefined || !asked) return undefined;
	return entries
		.filter(among(soughtDays.value))
		.filter(isWanted(wanted))
		.filter(({ id }) => ids.has(id));
}

function isRange({ from, to }: Days): boolean {
	return from !== "" || to !== "";
}

/** The days among which words are sought. */
function among({ from, to }: Days): (entry: Entry) => boolean {
	return ({ day }) => (from === "" || day >= from) && (to === "" || day <= to);
}

function FoundEntries({ entries }: { readonly entries: readonly Entry[] }) {
	const moments = useMoments();
	const words = sought.value;
	const shown = (entry: Entry) => (
		<Found parts={excerpt(entry.words, moments.placesOf(entry.words, words))} />
	);
	return (
		<Leaves leaves={leavesOf(entries)}>
			{(leaf) => <LeafDays leaf={leaf} words={shown} marked={words} />}
		</Leaves>
	);
}

/** Only some kinds, only some tags. */
function Some() {
	const entries = useMoments().entries.value;
	return (
		<Filter
			entries={entries}
			wanted={amongThese(soughtKinds.value, entries)}
			onChange={(wanted) => {
				soughtKinds.value = wanted;
			}}
		/>
	);
}

/** Folded away until wanted: only the pages from one day to another. */
function Range() {
	const { from, to } = soughtDays.value;
	const change = (part: Partial<Days>): void => {
		soughtDays.value = { ...soughtDays.peek(), ...part };
	};
	return (
		<Unfold title={say("search.days")} open={isRange(soughtDays.peek())}>
			<div class="search-range">
				<DayField
					label={say("search.from")}
					value={from}
					onChoose={(day) => change({ from: day })}
				/>
				<DayField label={say("search.to")} value={to} onChoose={(day) => change({ to: day })} />
			</div>
		</Unfold>
	);
}
