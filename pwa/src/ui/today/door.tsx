import { Glyph } from "../glyph.tsx";
import "./door.css";

interface DoorProps {
	readonly title: string;
	readonly note?: string;
	readonly onOpen: () => void;
}

/** A line that leads further. */
export function Door({ title, note = "", onOpen }: DoorProps) {
	return (
		<button class="door" type="button" onClick={onOpen}>
			<span class="door-words">
				{title}
				{note !== "" && <span class="quiet">{note}</span>}
			</span>
			<Glyph name="forward" small />
		</button>
	);
}
