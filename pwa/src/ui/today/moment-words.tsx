import { type Moment, moment } from "../../app/contract.ts";
import { WritingAttachments } from "../attached/parts.ts";
import { Chip, Chips } from "../chips.tsx";
import { Glyph } from "../glyph.tsx";
import { say } from "../words.ts";
import { NameField, WordsField } from "../words-field.tsx";
import type { Ask } from "./moment.tsx";
import { More } from "./more.tsx";
import type { ShortNote } from "./short-note.ts";

interface MomentWordsProps {
	readonly note: ShortNote;
	readonly set: (part: Partial<Moment>) => void;
	readonly go: (ask: Ask) => void;
}

/** What was touched so far, which can be changed; then who it was, and a few words. Nothing here is asked for. */
export function MomentWords({ note, set, go }: MomentWordsProps) {
	const { turn, direction, who } = moment.read(note.draft.fields);
	const [turned, where] = [
		turn ? say(`moment.turn.${turn}`) : say("moment.ask.turn"),
		direction ? say(`moment.direction.${direction}`) : say("moment.ask.where"),
	];
	return (
		<div class="stack">
			<Chips label={say("place.moment")} labelled={false}>
				<Chip name={say("moment.change", { what: turned })} onClick={() => go("turn")}>
					{turn && <Glyph name={turn} small />}
					{turned}
				</Chip>
				<Chip name={say("moment.change", { what: where })} onClick={() => go("where")}>
					{where}
				</Chip>
			</Chips>
			{direction !== "self" && (
				<NameField label={say("moment.who")} value={who} onInput={(named) => set({ who: named })} />
			)}
			<WordsField
				label={say("moment.words")}
				value={note.draft.text}
				onInput={(text) => note.change({ text })}
			/>
			<WritingAttachments
				fields={note.draft.fields}
				newest={note.fields}
				onChange={(fields) => note.change({ fields })}
				hold={note.hold}
			/>
			<More note={note} />
		</div>
	);
}
