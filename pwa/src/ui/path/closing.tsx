import { Button } from "../button.tsx";
import { useContent } from "../content.ts";
import { useMoments } from "../context.ts";
import { openToEdit } from "../kind-view.tsx";
import { Screen } from "../screen.tsx";
import { say } from "../words.ts";
import { CLOSING } from "./asked.ts";
import { Near } from "./near.tsx";
import { newPiece, openPieces } from "./open.ts";
import "./closing.css";

/** A page for whoever decides otherwise. It takes no side, and asks for nothing. */
export function Closing() {
	const moments = useMoments();
	const content = useContent();
	if (content === undefined) return <main class="screen" aria-busy="true" />;
	const { title, paragraphs } = content.closing;
	const open = openPieces(moments, content).find(({ known }) => known.id === CLOSING);
	const write = (): void =>
		openToEdit(open ? moments.editDraft(open.written.id) : newPiece(moments, CLOSING));
	return (
		<Screen name="closing" title={title} actions={<Near />}>
			<div class="closing-words">
				{paragraphs.map((paragraph) => (
					<p key={paragraph}>{paragraph}</p>
				))}
			</div>
			<p class="quiet">{say("path.closing.asks")}</p>
			<div class="closing-foot">
				<Button onClick={write}>{say(open ? "path.before.go-on" : "path.closing.write")}</Button>
			</div>
		</Screen>
	);
}
