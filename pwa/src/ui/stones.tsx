import "./stones.css";

interface StonesProps {
	readonly small?: boolean;
	/** The practice's colour, `#rrggbb`: the middle stone takes it. An ornament, so that no contrast hangs on it. */
	readonly colour?: string | undefined;
}

/** Three stones laid on each other by hand: the mark of the app. Says nothing to a screen reader. */
export function Stones({ small = false, colour }: StonesProps) {
	return (
		<svg
			ref={(stones) => {
				// Through the object: the page's policy allows no style in an attribute.
				if (colour) stones?.style.setProperty("--stone-mid", colour);
				else stones?.style.removeProperty("--stone-mid");
			}}
			class={small ? "stones stones-small" : "stones"}
			viewBox="92 92 328 344"
			aria-hidden="true"
			focusable="false"
		>
			<path
				class="stone-high"
				d="M284 100c31 0 54 23 54 53s-23 53-54 53-54-23-54-53 23-53 54-53Z"
			/>
			<path
				class="stone-mid"
				d="M150 261c8-29 48-45 95-43 50 2 86 19 90 47 4 27-37 45-92 45-57 0-101-21-93-49Z"
			/>
			<path
				class="stone-low"
				d="M108 371c6-32 66-49 146-48 86 1 146 20 150 51 4 32-62 50-150 49-87 0-152-20-146-52Z"
			/>
		</svg>
	);
}
