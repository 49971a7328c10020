import { changeFields, type Draft, later } from "../../app/contract.ts";
import { useMoments } from "../context.ts";
import { dayAfter } from "../day.ts";
import { DayField } from "../field.tsx";
import { say } from "../words.ts";
import { WordsField } from "../words-field.tsx";
import { useEditing } from "./editing.ts";
import { NotePage } from "./note-page.tsx";

/** A note to one's later self. A day that is chosen closes it again. */
export function LaterNote({ draft: first }: { readonly draft: Draft }) {
	const moments = useMoments();
	const editing = useEditing(first);
	const { draft, change } = editing;
	const { opens } = later.read(draft.fields);
	return (
		<NotePage title={say("kind.later")} editing={editing}>
			<WordsField
				label={say("work.later.words")}
				value={draft.text}
				onInput={(text) => change({ text })}
				large
			/>
			<DayField
				label={say("work.later.opens")}
				value={opens ?? ""}
				earliest={dayAfter(moments.today(), 1)}
				hint={say("work.later.opens.hint")}
				onChoose={(day) =>
					change({
						fields: changeFields(later, draft.fields, {
							opens: day === "" ? undefined : day,
							opened: false,
							left: false,
						}),
					})
				}
			/>
		</NotePage>
	);
}
