import { changeFields, checkIn, signs } from "../../app/contract.ts";
import { WritingAttachments } from "../attached/parts.ts";
import { Button } from "../button.tsx";
import { Screen } from "../screen.tsx";
import { say } from "../words.ts";
import { WordsField } from "../words-field.tsx";
import { More } from "./more.tsx";
import { useShortNote } from "./short-note.ts";
import { SignField } from "./sign-field.tsx";
import { Ways } from "./ways.tsx";
import "./short-note.css";

/** How it is right now: five signs, and any of them may be left out. */
export function CheckInScreen() {
	const note = useShortNote("/check-in", "check-in");
	const { draft } = note;
	const said = checkIn.read(draft.fields);
	return (
		<Screen name="short-note" title={say("place.check-in")}>
			<p class="prose">{say("check-in.lead")}</p>
			<div class="signs">
				{signs.map((sign) => (
					<SignField
						key={sign}
						sign={sign}
						value={said[sign]}
						onChange={(value) =>
							note.change({ fields: changeFields(checkIn, draft.fields, { [sign]: value }) })
						}
					/>
				))}
			</div>
			<div class="stack">
				<WordsField
					label={say("check-in.note")}
					value={draft.text}
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
			<div class="short-note-foot">
				<Button kind="stone" onClick={note.keep}>
					{say("today.keep")}
				</Button>
				{!draft.edit && (
					<Ways
						ways={[
							{ word: "today.way.later", onTake: note.later },
							{ word: "today.way.not-today", onTake: note.stop },
						]}
					/>
				)}
			</div>
		</Screen>
	);
}
