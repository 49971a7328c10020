import { useSignal, useSignalEffect } from "@preact/signals";
import { useId } from "preact/hooks";
import type { Entry, SearchHit } from "../app/contract.ts";
import { useMoments } from "./context.ts";
import { sought } from "./desk.ts";
import { LeafDays } from "./entry-line.tsx";
import { leavesOf } from "./leaf.ts";
import { Leaves } from "./leaves.tsx";
import { matched } from "./match.ts";
import { Screen } from "./screen.tsx";
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
							autocomplete="off"
							autocapitalize="none"
							autocorrect="off"
							spellcheck={false}
							enterkeyhint="search"
							aria-describedby={`${id}-hint`}
						/>
					</span>
					<p id={`${id}-hint`} class="quiet">
						{say("search.hint")}
					</p>
				</form>
			</search>
			<p class="search-said quiet" role="status">
				{found &&
					(found.length === 0 ? say("search.none") : sayCount("search.found", found.length))}
			</p>
			{found && <Found hits={found} />}
		</Screen>
	);
}

/** What holds the words sought now; undefined while none are sought. A slow answer never overtakes. */
function useFound(): readonly SearchHit[] | undefined {
	const moments = useMoments();
	const found = useSignal<readonly SearchHit[] | undefined>(undefined);
	useSignalEffect(() => {
		const words = sought.value;
		// Read here, so that a change of the journal asks again.
		const known = moments.entries.value.length;
		if (words.trim() === "" || known === 0) {
			found.value = words.trim() === "" ? undefined : [];
			return;
		}
		let current = true;
		void moments.search(words).then((hits) => {
			if (current) found.value = hits;
		});
		return () => {
			current = false;
		};
	});
	return found.value;
}

function Found({ hits }: { readonly hits: readonly SearchHit[] }) {
	const byId = new Map(hits.map((hit) => [hit.id, hit]));
	const entries = useMoments().entries.value.filter((entry) => byId.has(entry.id));
	const words = (entry: Entry) => <Matched entry={entry} hit={byId.get(entry.id)} />;
	return (
		<Leaves leaves={leavesOf(entries)}>{(leaf) => <LeafDays leaf={leaf} words={words} />}</Leaves>
	);
}

interface MatchedProps {
	readonly entry: Entry;
	readonly hit: SearchHit | undefined;
}

function Matched({ entry, hit }: MatchedProps) {
	const { before, match, after } = matched(entry.text, hit?.start ?? 0, hit?.end ?? 0);
	return (
		<>
			{before}
			{match && <mark>{match}</mark>}
			{after}
		</>
	);
}
