import { changeFields, type Draft, letter, need } from "../../app/contract.ts";
import { Button } from "../button.tsx";
import { useContent } from "../content.ts";
import { useMoments } from "../context.ts";
import { say } from "../words.ts";
import { NameField, WordsField } from "../words-field.tsx";
import { Borrow } from "./borrow.tsx";
import { useEditing } from "./editing.ts";
import { LetterPaper } from "./letter-paper.tsx";
import { NotePage } from "./note-page.tsx";

/** A letter that stays here. What is touched below becomes its next paragraph. */
export function LetterNote({ draft: first }: { readonly draft: Draft }) {
	const moments = useMoments();
	const borrow = useContent()?.borrow;
	const editing = useEditing(first);
	const { draft, change } = editing;
	const { to } = letter.read(draft.fields);
	const own = (sort: "need" | "boundary"): readonly string[] =>
		moments.entries.value
			.filter(({ kind, fields }) => kind === "need" && need.read(fields).sort === sort)
			.map(({ text }) => text.trim());
	const add = (words: string): void =>
		change({ text: draft.text.trim() === "" ? words : `${draft.text.trimEnd()}\n\n${words}` });
	return (
		<>
			<NotePage
				title={say("work.letter.title")}
				editing={editing}
				beside={<Button onClick={() => window.print()}>{say("work.letter.print")}</Button>}
			>
				<p class="quiet">{say("work.letter.stays")}</p>
				<NameField
					label={say("work.letter.to")}
					value={to}
					onInput={(text) => change({ fields: changeFields(letter, draft.fields, { to: text }) })}
				/>
				<WordsField
					label={say("work.letter.words")}
					value={draft.text}
					onInput={(text) => change({ text })}
					large
				/>
				<Borrow title={say("work.letter.openings")} words={borrow?.letter ?? []} onTouch={add} />
				<Borrow title={say("work.letter.needs")} words={own("need")} onTouch={add} />
				<Borrow title={say("work.letter.boundaries")} words={own("boundary")} onTouch={add} />
			</NotePage>
			<LetterPaper to={to} text={draft.text} />
		</>
	);
}
