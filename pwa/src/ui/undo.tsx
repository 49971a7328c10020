import { useEffect } from "preact/hooks";
import { Button, GlyphButton } from "./button.tsx";
import { undoable } from "./desk.ts";
import { say } from "./words.ts";
import "./undo.css";

const STAYS_FOR = 20_000;

/** Says what was done and takes it back. Stays while it is touched or focused. */
export function Undo() {
	const done = undoable.value;
	useEffect(() => {
		if (done === undefined) return;
		let timer = setTimeout(leave, STAYS_FOR);
		function leave(): void {
			if (document.querySelector(".undo:is(:hover, :focus-within)"))
				timer = setTimeout(leave, STAYS_FOR);
			else undoable.value = undefined;
		}
		return () => clearTimeout(timer);
	}, [done]);

	const close = (): void => {
		undoable.value = undefined;
		document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
	};
	return (
		<div class="undo-place" role="status">
			{done && (
				<div class="undo">
					<p>{say(done.said)}</p>
					<Button
						kind="quiet"
						onClick={() => {
							close();
							void done.undo();
						}}
					>
						{say("undo.undo")}
					</Button>
					<GlyphButton glyph="close" name={say("undo.close")} onClick={close} />
				</div>
			)}
		</div>
	);
}
