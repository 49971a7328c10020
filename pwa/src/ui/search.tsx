import { useComputed, useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useId, useMemo } from "preact/hooks";
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
	const moments = useMoments();
	const found = useFound();
	useEffect(() => void moments.readySearch(), [moments]);
	return (
		<Screen name="search" title={say("search.title")}>
			<search>
				<form class="search-form" onSubmit={(event) => event.preventDefault()}>
					<SoughtField />
					<Range />
					<Some />
				</form>
			</search>
			<Said found={found} />
			{found && <FoundEntries {...found} />}
		</Screen>
	);
}

/** Alone with what is typed: a key changes nothing else on the page until it is answered. */
function SoughtField() {
	const id = useId();
	return (
		<>
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
		</>
	);
}

/** How much was found; busy while what was typed since is not answered yet. */
function Said({ found }: { readonly found: FoundProps | undefined }) {
	const isWhole = useMoments().whole.value;
	const isBusy = found !== undefined && found.words !== sought.value;
	return (
		<p class="search-said quiet" role="status" aria-busy={isBusy}>
			{found && (isWhole || found.entries.length > 0) && said(found.entries.length)}
		</p>
	);
}

function said(count: number): string {
	return count === 0 ? say("search.none") : sayCount("search.found", count);
}

/** What was found by which words. */
interface FoundProps {
	readonly words: string;
	readonly entries: readonly Entry[];
}

interface Answer {
	readonly words: string;
	readonly ids: ReadonlySet<EntryId>;
}

/** What held the words that were answered last, among the days; undefined while nothing is sought. */
function useFound(): FoundProps | undefined {
	const moments = useMoments();
	const answer = useSignal<Answer | undefined>(undefined);
	const isAsked = useComputed(() => {
		const wanted = amongThese(soughtKinds.value, moments.entries.value);
		return sought.value.trim() !== "" || isRange(soughtDays.value) || isSome(wanted);
	});
	useSignalEffect(() => {
		const words = sought.value;
		// Read here, so that a change of the journal asks again.
		const known = moments.entries.value.length;
		if (known === 0 || !isAsked.value) {
			answer.value = known === 0 ? { words, ids: new Set() } : undefined;
			return;
		}
		// A slow answer never overtakes.
		let current = true;
		void moments.search(words).then((ids) => {
			if (current) answer.value = { words, ids };
		});
		return () => {
			current = false;
		};
	});
	const entries = moments.entries.value;
	const wanted = amongThese(soughtKinds.value, entries);
	const isShown = isAsked.value && answer.value !== undefined;
	const days = soughtDays.value;
	return useMemo(() => {
		if (!isShown || answer.value === undefined) return undefined;
		const { words, ids } = answer.value;
		const isAmong = among(days);
		const isOne = isWanted(wanted);
		return {
			words,
			entries: entries.filter((one) => ids.has(one.id) && isAmong(one) && isOne(one)),
		};
	}, [isShown, answer.value, entries, wanted, days]);
}

function isRange({ from, to }: Days): boolean {
	return from !== "" || to !== "";
}

/** The days among which words are sought. */
function among({ from, to }: Days): (entry: Entry) => boolean {
	return ({ day }) => (from === "" || day >= from) && (to === "" || day <= to);
}

function FoundEntries({ words, entries }: FoundProps) {
	const moments = useMoments();
	const leaves = useMemo(() => leavesOf(entries), [entries]);
	const shown = (entry: Entry) => (
		<Found parts={excerpt(entry.words, moments.placesOf(entry.words, words))} />
	);
	return (
		<Leaves leaves={leaves}>
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
