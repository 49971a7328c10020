import type { ComponentChildren } from "preact";
import { Glyph } from "./glyph.tsx";
import "./notices.css";

interface NoticeProps {
	readonly words: string;
	readonly children?: ComponentChildren;
}

/** A sentence that stands out a little, and what can be done about it. */
export function Notice({ words, children }: NoticeProps) {
	return (
		<div class="notice">
			<Glyph name="note" small />
			<div>
				<p>{words}</p>
				{children}
			</div>
		</div>
	);
}
