import type { ComponentChildren, RefObject } from "preact";
import { useMemo } from "preact/hooks";
import "./unfold.css";

interface UnfoldProps {
	readonly title: string;
	/** Whether it is unfolded when it first shows; from then on it is as the person leaves it. */
	readonly open?: boolean;
	readonly summary?: RefObject<HTMLElement | null>;
	readonly children: ComponentChildren;
}

/** Something that is folded away until it is wanted. */
export function Unfold({ title, open = false, summary, children }: UnfoldProps) {
	const first = useMemo(() => open, []);
	return (
		<details class="unfold" open={first}>
			<summary ref={summary ?? null}>{title}</summary>
			<div class="unfold-page">{children}</div>
		</details>
	);
}
