import "./pebble.css";

/** Stones of the way, each drawn once by hand on 100 by 70 units, with a line that the water left. */
const pebbles = [
	[
		"M6 40C5 19 24 7 50 7c28 0 45 13 44 34-1 15-18 23-45 23C22 64 7 56 6 40Z",
		"M22 33c14-7 38-9 55-3",
	],
	[
		"M10 34C14 14 34 5 58 8c24 3 37 16 35 33-2 17-22 24-47 22C20 61 6 52 10 34Z",
		"M28 46c15 5 34 5 48-1",
	],
	[
		"M4 38C8 22 27 14 52 13c27-1 44 10 44 26 0 15-19 22-46 22C22 61 1 54 4 38Z",
		"M30 28c12-4 28-4 41 0",
	],
	[
		"M12 42C8 22 22 6 46 6c22 0 42 10 43 30 1 19-18 29-40 29-21 0-33-8-37-23Z",
		"M27 40c9-8 27-11 42-7",
	],
	[
		"M5 33C10 15 32 9 55 10c26 1 42 14 40 29-3 17-27 23-51 21C17 58 0 50 5 33Z",
		"M24 37c17 7 38 8 54 3",
	],
	[
		"M8 43C6 27 18 12 43 9c27-3 48 9 49 27 1 17-18 27-43 27-24 0-39-6-41-20Z",
		"M31 24c14-5 31-3 42 5",
	],
	["M9 36C9 18 28 8 51 9c25 1 41 12 41 29 0 16-20 24-43 24S9 54 9 36Z", "M26 44c14 6 36 5 48-3"],
] as const;

/** One of them; says nothing to a screen reader. */
export function Pebble({ at }: { readonly at: number }) {
	const [stone, line] = pebbles[at % pebbles.length] ?? pebbles[0];
	return (
		<svg class="pebble" viewBox="0 0 100 70" aria-hidden="true" focusable="false">
			<path class={`pebble-${["high", "mid", "low"][at % 3]}`} d={stone} />
			<path class="pebble-line" d={line} />
		</svg>
	);
}
