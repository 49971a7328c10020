import {
	changeFields,
	type Draft,
	type Intuition,
	intuition,
	turnouts,
} from "../../app/contract.ts";
import { say } from "../words.ts";
import { WordsField } from "../words-field.tsx";
import { useEditing } from "./editing.ts";
import { DirectionField, Toggles } from "./fields.tsx";
import { NotePage } from "./note-page.tsx";

/** What my intuition said, and, whenever that is known, how it turned out. */
export function IntuitionNote({ draft: first }: { readonly draft: Draft }) {
	const editing = useEditing(first);
	const { draft, change } = editing;
	const { direction, turned, outcome } = intuition.read(draft.fields);
	const set = (part: Partial<Intuition>): void =>
		change({ fields: changeFields(intuition, draft.fields, part) });
	return (
		<NotePage title={say("kind.intuition")} editing={editing}>
			<WordsField
				label={say("work.intuition.said")}
				value={draft.text}
				onInput={(text) => change({ text })}
				large
			/>
			<Toggles
				label={say("work.intuition.turned")}
				value={turned}
				options={turnouts.map((one) => ({ value: one, name: say(`work.turned.${one}`) }))}
				onChoose={(chosen) => set({ turned: chosen })}
			/>
			<WordsField
				label={say("work.intuition.outcome")}
				value={outcome}
				onInput={(text) => set({ outcome: text })}
				hint={say("work.intuition.hint")}
			/>
			<DirectionField
				label={say("work.direction")}
				value={direction}
				onChoose={(chosen) => set({ direction: chosen })}
			/>
		</NotePage>
	);
}
