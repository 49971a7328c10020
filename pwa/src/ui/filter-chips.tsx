import { useMemo } from "preact/hooks";
import type { Entry } from "../app/contract.ts";
import { Button } from "./button.tsx";
import { Chip, Chips } from "./chips.tsx";
import { isSome, kindsIn, toggled } from "./filter.ts";
import { kindViews } from "./kind-view.tsx";
import { tagsIn } from "./tags.ts";
import { Unfold } from "./unfold.tsx";
import { everything, type Wanted } from "./wanted.ts";
import { say } from "./words.ts";

interface FilterProps {
	/** What there is to choose among, unfiltered. */
	readonly entries: readonly Entry[];
	readonly wanted: Wanted;
	readonly onChange: (wanted: Wanted) => void;
}

/** Folded away until wanted: only some kinds, only some tags. Nothing, where there is nothing to tell apart. */
export function Filter({ entries, wanted, onChange }: FilterProps) {
	const [kinds, tags] = useMemo(() => [kindsIn(entries), tagsIn(entries)] as const, [entries]);
	if (kinds.length < 2 && tags.length === 0) return null;
	return (
		<Unfold title={inWords(wanted)} open={isSome(wanted)}>
			{kinds.length > 1 && (
				<Chips label={say("filter.kinds")}>
					{kinds.map((kind) => (
						<Chip
							key={kind}
							pressed={wanted.kinds.includes(kind)}
							onClick={() => onChange({ ...wanted, kinds: toggled(wanted.kinds, kind) })}
						>
							{say(kindViews[kind].name)}
						</Chip>
					))}
				</Chips>
			)}
			{tags.length > 0 && (
				<Chips label={say("filter.tags")}>
					{tags.map((tag) => (
						<Chip
							key={tag}
							pressed={wanted.tags.includes(tag)}
							onClick={() => onChange({ ...wanted, tags: toggled(wanted.tags, tag) })}
						>
							{tag}
						</Chip>
					))}
				</Chips>
			)}
			{isSome(wanted) && (
				<Button kind="quiet" onClick={() => onChange(everything)}>
					{say("filter.all")}
				</Button>
			)}
		</Unfold>
	);
}

function inWords(wanted: Wanted): string {
	if (!isSome(wanted)) return say("filter.title");
	const names = [...wanted.kinds.map((kind) => say(kindViews[kind].name)), ...wanted.tags];
	return say("filter.only", { what: names.join(" · ") });
}
