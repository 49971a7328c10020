import { useSignal } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";
import { changeFields, type Draft, type Session, session } from "../../app/contract.ts";
import { Button } from "../button.tsx";
import { openDraft } from "../desk.ts";
import { useKeeping } from "../keeping.ts";
import { NotSaved } from "../notices.tsx";
import { SaveLine } from "../save.tsx";
import { Screen } from "../screen.tsx";
import { say } from "../words.ts";
import { Choosing } from "./choosing.tsx";
import { Paper } from "./paper.tsx";

/** One page: what is chosen for it, and then the page as it will be printed. The words are kept as those of any page are. */
export function SessionPage({ draft: first }: { readonly draft: Draft }) {
	const draft = useSignal(first);
	const shown = useSignal(false);
	const keeping = useKeeping(first);
	useLayoutEffect(() => window.scrollTo(0, 0), [shown.value]);

	const change = (changed: Partial<Draft>): void => {
		draft.value = { ...draft.peek(), ...changed };
		openDraft.value = draft.peek();
		keeping.changed(draft.peek());
	};
	const { text, fields, day } = draft.value;
	const value = session.read(fields);
	return (
		<Screen name="session" title={say("place.session")}>
			<NotSaved />
			<SaveLine />
			{shown.value ? (
				<Leaving
					onChoose={() => {
						shown.value = false;
					}}
				/>
			) : (
				<Choosing
					text={text}
					day={day}
					value={value}
					onText={(words) => change({ text: words })}
					onChange={(part: Partial<Session>) =>
						change({ fields: changeFields(session, draft.peek().fields, part) })
					}
					onDone={() => {
						shown.value = true;
					}}
				/>
			)}
			<Paper text={text} day={day} value={value} shown={shown.value} />
		</Screen>
	);
}

/** Above the page: what it means to print it. */
function Leaving({ onChoose }: { readonly onChoose: () => void }) {
	return (
		<div class="session-leaving stack">
			<p class="prose">{say("session.leaves")}</p>
			<p class="quiet">{say("session.edge")}</p>
			<div class="button-row">
				<Button onClick={onChoose}>{say("session.choose")}</Button>
				<Button kind="stone" onClick={() => window.print()}>
					{say("session.print")}
				</Button>
			</div>
		</div>
	);
}
