import { type Draft, type GuidedPiece, guidedPiece } from "../../app/contract.ts";
import { Button } from "../button.tsx";
import type { Easing } from "../easing.ts";
import { NotSaved } from "../notices.tsx";
import { useTop } from "../one-thing.tsx";
import { go } from "../route.ts";
import { SaveLine } from "../save.tsx";
import { Screen } from "../screen.tsx";
import { say } from "../words.ts";
import type { Known } from "./asked.ts";
import { Near } from "./near.tsx";
import { ReadPiece } from "./reading.tsx";
import { Row } from "./rows.tsx";
import { setAside } from "./walk.ts";
import "./end.css";

interface EndProps {
	readonly known: Known;
	readonly draft: Draft;
	/** It was stopped before its last question. */
	readonly stopped: boolean;
	readonly easing: Easing | undefined;
	readonly onWrite: (piece: GuidedPiece) => void;
	/** Back to a question. */
	readonly onTo: (id: string) => void;
	readonly onWeigh: () => void;
}

/** The quiet end of a piece, finished or not: what was written, and that it can stay as it is. */
export function End(props: EndProps) {
	const { known, draft, stopped, easing, onWrite, onTo, onWeigh } = props;
	useTop();
	const piece = guidedPiece.read(draft.fields);
	const aside = stopped ? [] : setAside(known.asked, piece);
	const isEmpty = !guidedPiece.holds(draft.fields) || piece.answers.size === 0;
	return (
		<Screen name="end" title={say("path.end.title")} actions={<Near />}>
			<p class="lead">{say(isEmpty ? "path.end.nothing" : "path.end.text")}</p>
			<NotSaved />
			<ReadPiece entry={draft} />
			{aside.length > 0 && (
				<section class="end-aside">
					<h2 class="caps">{say("path.end.aside")}</h2>
					<ul class="rows">
						{aside.map(({ id, ask }) => (
							<Row key={id} title={ask} onClick={() => onTo(id)} />
						))}
					</ul>
				</section>
			)}
			<Weighed {...props} piece={piece} />
			<div class="end-ways">
				<SaveLine />
				{stopped && (
					<div class="moves">
						<Button onClick={() => onTo(piece.at)}>{say("path.end.go-on")}</Button>
						{known.hard && easing?.after === undefined && (
							<Button onClick={onWeigh}>{say("path.end.weigh")}</Button>
						)}
						{!isEmpty && !piece.done && (
							<Button onClick={() => onWrite({ ...piece, done: true })}>
								{say("path.end.close")}
							</Button>
						)}
					</div>
				)}
				{stopped && piece.done && <p class="quiet">{say("path.end.closed")}</p>}
				<div class="moves">
					<Button onClick={() => go("/settle")}>{say("place.settle")}</Button>
					<Button onClick={() => go("/journal")}>{say("place.journal")}</Button>
					<Button onClick={() => go("/path")}>{say("place.path")}</Button>
				</div>
			</div>
		</Screen>
	);
}

interface WeighedProps extends EndProps {
	readonly piece: GuidedPiece;
}

/** How heavy it was is kept only where that is wanted. */
function Weighed({ piece, easing, onWrite }: WeighedProps) {
	const { before, after } = easing ?? {};
	if (before === undefined || after === undefined || piece.after !== undefined) return null;
	return (
		<section class="end-weighed">
			<p class="quiet">{say("path.end.numbers", { before, after })}</p>
			<Button kind="quiet" onClick={() => onWrite({ ...piece, before, after })}>
				{say("path.end.numbers.keep")}
			</Button>
		</section>
	);
}
