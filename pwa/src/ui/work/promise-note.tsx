import { changeFields, type Draft, type Promised, promise } from "../../app/contract.ts";
import { useMoments } from "../context.ts";
import { DayField } from "../field.tsx";
import { say } from "../words.ts";
import { NameField, WordsField } from "../words-field.tsx";
import { useEditing } from "./editing.ts";
import { DirectionField } from "./fields.tsx";
import { NotePage } from "./note-page.tsx";
import { followedIn, speakersIn } from "./timeline.ts";

/** What was said or promised; or a small promise to oneself. */
export function PromiseNote({ draft: first }: { readonly draft: Draft }) {
	const moments = useMoments();
	const editing = useEditing(first);
	const { draft, change } = editing;
	const { direction, who, by } = promise.read(draft.fields);
	const set = (part: Partial<Promised>): void =>
		change({ fields: changeFields(promise, draft.fields, part) });
	const mine = direction === "self";
	const known = speakersIn(followedIn(moments.entries.value)).map((speaker) => speaker.who);
	return (
		<NotePage title={say(mine ? "work.promise.mine" : "work.promise.said")} editing={editing}>
			<WordsField
				label={say(mine ? "work.promise.mine.words" : "work.promise.words")}
				value={draft.text}
				onInput={(text) => change({ text })}
				large
			/>
			{!mine && (
				<NameField
					label={say("work.promise.who")}
					value={who}
					known={[...new Set(known)].filter((name) => name !== "")}
					onInput={(text) => set({ who: text })}
				/>
			)}
			<DirectionField
				label={say("work.direction")}
				value={direction}
				onChoose={(chosen) => set({ direction: chosen })}
			/>
			<DayField
				label={say("work.promise.by")}
				value={by ?? ""}
				onChoose={(day) => set({ by: day === "" ? undefined : day })}
				hint={say("work.promise.by.hint")}
			/>
		</NotePage>
	);
}
