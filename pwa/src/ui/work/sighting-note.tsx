import {
	changeFields,
	type Draft,
	type Entry,
	holdings,
	matches,
	qualities,
	type Sighting,
	shows,
	sighting,
} from "../../app/contract.ts";
import { useMoments } from "../context.ts";
import { Unfold } from "../unfold.tsx";
import { say } from "../words.ts";
import { WordsField } from "../words-field.tsx";
import { useEditing } from "./editing.ts";
import { Toggles } from "./fields.tsx";
import { HoldingMark, MatchMark } from "./mark.tsx";
import { NotePage } from "./note-page.tsx";

/** What was seen of words, or of a boundary. All of it can be left out. */
export function SightingNote({ draft: first }: { readonly draft: Draft }) {
	const moments = useMoments();
	const editing = useEditing(first);
	const { draft, change } = editing;
	const value = sighting.read(draft.fields);
	const of = moments.entries.value.find(({ id }) => id === value.of);
	const set = (part: Partial<Sighting>): void =>
		change({ fields: changeFields(sighting, draft.fields, part) });
	return (
		<NotePage title={say("kind.sighting")} editing={editing}>
			{of && <Of entry={of} />}
			{of?.kind === "need" ? (
				<Toggles
					label={say("work.held")}
					value={value.held}
					options={holdings.map((one) => ({
						value: one,
						name: say(`work.held.${one}`),
						mark: <HoldingMark holding={one} />,
					}))}
					onChoose={(held) => set({ held })}
				/>
			) : (
				<Toggles
					label={say("work.match")}
					value={value.match}
					options={matches.map((one) => ({
						value: one,
						name: say(`work.match.${one}`),
						mark: <MatchMark match={one} />,
					}))}
					onChoose={(match) => set({ match })}
				/>
			)}
			<WordsField
				label={say("work.seen.words")}
				value={draft.text}
				onInput={(text) => change({ text })}
			/>
			{of?.kind !== "need" && <Qualities value={value} onChange={set} />}
		</NotePage>
	);
}

/** The words or the boundary, as they were written. */
function Of({ entry }: { readonly entry: Entry }) {
	return <blockquote class="work-quote">{entry.text.trim()}</blockquote>;
}

interface QualitiesProps {
	readonly value: Sighting;
	readonly onChange: (part: Partial<Sighting>) => void;
}

/** What trust between people is made of, as far as it was to be seen; folded away until wanted. */
function Qualities({ value, onChange }: QualitiesProps) {
	const said = qualities.some((quality) => value[quality] !== undefined);
	return (
		<Unfold title={say("work.qualities")} open={said}>
			<p class="quiet">{say("work.qualities.hint")}</p>
			{qualities.map((quality) => (
				<Toggles
					key={quality}
					label={say(`work.quality.${quality}`)}
					value={value[quality]}
					options={shows.map((one) => ({ value: one, name: say(`work.shown.${one}`) }))}
					onChoose={(shown) => onChange({ [quality]: shown })}
				/>
			))}
		</Unfold>
	);
}
