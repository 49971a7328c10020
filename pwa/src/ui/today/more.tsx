import { useMoments } from "../context.ts";
import { DayField } from "../field.tsx";
import { TagLine } from "../tag-line.tsx";
import { Unfold } from "../unfold.tsx";
import { say } from "../words.ts";
import type { ShortNote } from "./short-note.ts";

/** Folded away until wanted: the day that it is of, and its tags. */
export function More({ note }: { readonly note: ShortNote }) {
	const { day, tags } = note.draft;
	const today = useMoments().today();
	return (
		<Unfold title={say("today.more")}>
			<DayField
				label={say("today.day")}
				value={day}
				latest={today}
				onChoose={(chosen) => {
					if (chosen !== "" && chosen <= today) note.change({ day: chosen });
				}}
			/>
			<TagLine tags={tags} onChange={(change) => note.change({ tags: change(tags) })} />
		</Unfold>
	);
}
