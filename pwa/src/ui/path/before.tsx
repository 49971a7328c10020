import type { EntryId } from "../../app/contract.ts";
import { Button } from "../button.tsx";
import { useContent } from "../content.ts";
import { useMoments } from "../context.ts";
import { back, go } from "../route.ts";
import { Screen } from "../screen.tsx";
import { say } from "../words.ts";
import type { Known } from "./asked.ts";
import { Near } from "./near.tsx";
import { openPieces } from "./open.ts";
import { aboutPiece } from "./rows.tsx";
import { isPauseDue, timedDays } from "./timed.ts";
import "./before.css";

interface BeforeProps {
	readonly known: Known;
	readonly onBegin: () => void;
	/** Goes on with one that is open already. */
	readonly onGoOn: (id: EntryId) => void;
}

/** What a piece asks, how long it takes and what it can bring up, before anything is asked. */
export function Before({ known, onBegin, onGoOn }: BeforeProps) {
	const { piece, timed } = known;
	const open = useOpen(known);
	return (
		<Screen name="before" title={known.title} actions={<Near />}>
			{piece && <p class="before-about">{aboutPiece(piece)}</p>}
			<p class="lead">{piece?.asks ?? say("path.closing.asks")}</p>
			<div class="before-notes quiet">
				<p>{say("path.before.note")}</p>
				{piece?.for === "two" && <p>{say("path.before.two")}</p>}
				{timed && <p>{say("path.before.timed", { minutes: known.minutes })}</p>}
				<Pause known={known} />
			</div>
			<div class="before-ways">
				{timed && <Button onClick={() => go("/settle")}>{say("path.settle-first")}</Button>}
				{open && <Button onClick={() => onGoOn(open)}>{say("path.before.go-on")}</Button>}
				<Button kind={timed || open ? "plain" : "stone"} onClick={onBegin}>
					{say(open ? "path.before.new" : "path.before.begin")}
				</Button>
				<Button onClick={back}>{say("path.before.not-today")}</Button>
			</div>
		</Screen>
	);
}

/** The id of an earlier go at the same piece that is still open. */
function useOpen(known: Known): EntryId | undefined {
	const moments = useMoments();
	const content = useContent();
	if (content === undefined) return undefined;
	return openPieces(moments, content).find((one) => one.known.id === known.id)?.written.id;
}

/** After a few days by the clock. */
function Pause({ known }: { readonly known: Known }) {
	const moments = useMoments();
	const days = timedDays([...moments.drafts.value, ...moments.entries.value]);
	if (!known.timed || !isPauseDue(days, moments.today())) return null;
	return <p>{say("path.before.pause")}</p>;
}
