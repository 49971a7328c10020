import { useId } from "preact/hooks";
import { Button } from "../button.tsx";
import type { Piece } from "../content.ts";
import { useMoments } from "../context.ts";
import { openToEdit } from "../kind-view.tsx";
import { say } from "../words.ts";
import "./rows.css";

interface RowProps {
	readonly title: string;
	readonly onClick: () => void;
	/** What it is about, in small words. */
	readonly about?: string;
	readonly line?: string;
}

/** One of a few ways on. It is named by its title, and can be touched anywhere. */
export function Row({ title, onClick, about = "", line = "" }: RowProps) {
	const id = useId();
	return (
		<li class="row">
			<button
				class="row-title"
				type="button"
				onClick={onClick}
				aria-describedby={`${id}-about ${id}-line`}
			>
				{title}
			</button>
			<span id={`${id}-about`} class="row-about">
				{about}
			</span>
			<span id={`${id}-line`} class="row-line">
				{line}
			</span>
		</li>
	);
}

/** A page that can be begun. */
export function PieceRow({
	piece,
	onClick,
}: {
	readonly piece: Piece;
	readonly onClick: () => void;
}) {
	return <Row title={piece.title} about={aboutPiece(piece)} line={piece.asks} onClick={onClick} />;
}

/** How long it takes, whom it is about, for how many it is. */
export function aboutPiece({ minutes, direction, for: who, timed }: Piece): string {
	return [
		say("path.minutes", { minutes }),
		say(`path.direction.${direction}`),
		say(`path.for.${who}`),
		...(timed ? [say("path.timed")] : []),
	].join(" · ");
}

/** In the place of the pages by the clock, on a day that had one. */
export function FreePage() {
	const moments = useMoments();
	return (
		<li class="row-resting">
			<p class="row-line">{say("path.timed.resting")}</p>
			<Button onClick={() => openToEdit(moments.newDraft())}>{say("path.timed.free")}</Button>
		</li>
	);
}
