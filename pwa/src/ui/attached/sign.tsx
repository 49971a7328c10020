import "../glyph.css";

/** Small signs of what is attached, drawn as the others are; apart from them, since the first screen shows none of these. */
const drawings = {
	photo: [
		"M4.600 6.200c4.900-.5 9.900-.5 14.800 0 .3 3.900.3 7.800 0 11.700-4.900.4-9.900.4-14.800 0-.3-3.900-.3-7.800 0-11.700Z",
		"m5 16.500 4-4.300 3.200 3 2.600-2.300 4 3.600",
		"M15.600 9.300v.2",
	],
	camera: [
		"M4.200 8.300h3.700l1.400-2.200h5.400l1.400 2.200h3.700c.3 3.100.3 6.200 0 9.300-5.200.4-10.400.4-15.600 0-.3-3.100-.3-6.200 0-9.300Z",
		"M12 10.200c1.800 0 3 1.200 3 2.800s-1.200 2.800-3 2.800-3-1.200-3-2.800 1.200-2.800 3-2.800Z",
	],
	voice: [
		"M12 4.300c1.600 0 2.600 1.100 2.600 2.900v4.100c0 1.700-1 2.900-2.600 2.900s-2.600-1.200-2.600-2.900V7.200c0-1.800 1-2.900 2.600-2.900Z",
		"M6.500 11.300c.1 3.500 2.300 5.600 5.500 5.600s5.400-2.100 5.500-5.600",
		"M12 17v2.800",
	],
	play: ["M8.500 6.200c3.300 1.700 6.300 3.600 9 5.800-2.700 2.200-5.700 4.100-9 5.800z"],
	pause: ["M9 6.500v11", "M15 6.500v11"],
} as const;

export type SignName = keyof typeof drawings;

export function Sign({ name }: { readonly name: SignName }) {
	return (
		<svg class="glyph" viewBox="0 0 24 24" aria-hidden="true" focusable="false" data-glyph={name}>
			{drawings[name].map((line) => (
				<path key={line} d={line} />
			))}
		</svg>
	);
}
