import type { ComponentChildren } from "preact";
import { WritingAttachments } from "../attached/parts.ts";
import { Button, GlyphButton } from "../button.tsx";
import { NotSaved } from "../notices.tsx";
import { SaveLine } from "../save.tsx";
import { Screen } from "../screen.tsx";
import { say } from "../words.ts";
import type { Editing } from "./editing.ts";
import "../foot.css";
import "./work.css";

interface NotePageProps {
	readonly title: string;
	readonly editing: Editing;
	readonly children: ComponentChildren;
	/** Beside "Done". */
	readonly beside?: ComponentChildren;
}

/** What all of these forms have: the way back, deleting, how it is kept, and being done. */
export function NotePage({ title, editing, children, beside }: NotePageProps) {
	return (
		<Screen
			name="work note"
			title={title}
			actions={<GlyphButton glyph="trash" name={say("work.delete")} onClick={editing.remove} />}
		>
			<NotSaved />
			<div class="note-fields">
				{children}
				<WritingAttachments
					fields={editing.draft.fields}
					newest={editing.fields}
					onChange={(fields) => editing.change({ fields })}
					hold={editing.hold}
				/>
			</div>
			<div class="foot note-foot">
				<SaveLine />
				{beside}
				<Button kind="stone" onClick={editing.done}>
					{say("write.done")}
				</Button>
			</div>
		</Screen>
	);
}
