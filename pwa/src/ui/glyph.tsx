import "./glyph.css";

/**
 * Small signs, drawn on 24 units with one pen. Those that speak of saving are stones: one lies here,
 * one more lies elsewhere.
 */
const drawings = {
	back: ["M14.5 5.5 8 12l6.5 6.5"],
	forward: ["M9.5 5.5 16 12l-6.5 6.5"],
	calendar: ["M5 6.8h14v12.4H5z", "M5 10.6h14", "M9 4.6v3.6", "M15 4.6v3.6"],
	menu: ["M5 7.2h14", "M5 12h14", "M5 16.8h9"],
	search: ["M10.8 4.8a6 6 0 1 1 0 12 6 6 0 0 1 0-12Z", "m15.3 15.3 4 4"],
	pen: [
		"M5 19l1-4.3L15.8 5a1.9 1.9 0 0 1 2.7 0l.5.5a1.9 1.9 0 0 1 0 2.7L9.3 18 5 19Z",
		"m14 6.8 3.2 3.2",
	],
	history: [
		"M12.1 4.6c4.3 0 7.4 3.1 7.3 7.4-.1 4.4-3.2 7.5-7.5 7.4-4.4 0-7.4-3.2-7.3-7.5.1-4.2 3.2-7.3 7.5-7.3Z",
		"M12 8v4.3l3 2",
	],
	close: ["m6.5 6.5 11 11", "m17.5 6.5-11 11"],
	trash: ["M5 7.2h14", "M9.5 7V5.2h5V7", "m7 7.4.8 11.8h8.4L17 7.4"],
	down: ["m7 10 5 4.8 5-4.8"],
	lock: ["M6.5 11h11v8h-11z", "M8.8 11V8.2a3.2 3.2 0 0 1 6.4 0V11"],
	note: [
		"M12 4.5c4.6 0 8 3 8 7.4s-3.2 7.6-7.9 7.6S4 16.5 4 12s3.4-7.5 8-7.5Z",
		"M12 11v5",
		"M12 8v.2",
	],
	"saved-here": [
		"M2.8 13.2c.2-3.4 4-5.5 9.3-5.5 5.4 0 9.1 2.2 9.2 5.4.1 3.3-3.8 5.2-9.3 5.2s-9.5-1.8-9.2-5.1Z",
	],
	"backed-up": [
		"M2.3 17.4c.2-2.5 4-4 9.8-4 5.9 0 9.6 1.6 9.7 4 .1 2.5-3.9 3.9-9.8 3.9s-10-1.4-9.7-3.9Z",
		"M6.4 8.3c.2-2.6 2.6-4.2 5.8-4.1 3.2 0 5.5 1.7 5.5 4.1 0 2.5-2.4 3.9-5.7 3.9-3.4 0-5.8-1.5-5.6-3.9Z",
	],
} as const;

export type GlyphName = keyof typeof drawings;

export function Glyph({
	name,
	small = false,
}: {
	readonly name: GlyphName;
	readonly small?: boolean;
}) {
	return (
		<svg
			class={small ? "glyph glyph-small" : "glyph"}
			viewBox="0 0 24 24"
			aria-hidden="true"
			focusable="false"
			data-glyph={name}
		>
			{drawings[name].map((line) => (
				<path key={line} d={line} />
			))}
		</svg>
	);
}
