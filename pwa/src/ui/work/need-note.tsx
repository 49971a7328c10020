import { changeFields, type Draft, need, needSorts } from "../../app/contract.ts";
import { say } from "../words.ts";
import { WordsField } from "../words-field.tsx";
import { useEditing } from "./editing.ts";
import { DirectionField, Toggles } from "./fields.tsx";
import { NotePage } from "./note-page.tsx";

/** A need, or a boundary that supports one. */
export function NeedNote({ draft: first }: { readonly draft: Draft }) {
	const editing = useEditing(first);
	const { draft, change } = editing;
	const { sort, direction } = need.read(draft.fields);
	return (
		<NotePage title={say(`work.sort.${sort}`)} editing={editing}>
			<WordsField
				label={say("write.label")}
				value={draft.text}
				onInput={(text) => change({ text })}
				large
			/>
			<DirectionField
				label={say("work.direction")}
				value={direction}
				onChoose={(chosen) =>
					change({ fields: changeFields(need, draft.fields, { direction: chosen }) })
				}
			/>
			<Toggles
				label={say("work.sort")}
				value={sort}
				options={needSorts.map((one) => ({ value: one, name: say(`work.sort.${one}`) }))}
				onChoose={(chosen) =>
					change({ fields: changeFields(need, draft.fields, { sort: chosen ?? sort }) })
				}
			/>
		</NotePage>
	);
}
