// How large a picture is kept. Words on a page that was photographed stay legible at this size.

export interface Pixels {
	readonly width: number;
	readonly height: number;
}

/** The longest edge of a photo, in pixels. */
export const longest = 2048;
/** That of its preview, and the bytes that it may have. */
export const previewLongest = 320;
export const previewBytes = 24_576;

/** Tried in turn until a preview is small enough: its longest edge, and how well it is kept. */
export const previewTries: readonly (readonly [edge: number, quality: number])[] = [
	[previewLongest, 0.72],
	[previewLongest, 0.5],
	[240, 0.5],
	[160, 0.4],
	[96, 0.3],
];

/** The same shape with no edge longer than that; nothing is made larger, and no edge vanishes. */
export function fitted({ width, height }: Pixels, edge: number): Pixels {
	const scale = Math.min(1, edge / Math.max(width, height));
	return {
		width: Math.max(1, Math.round(width * scale)),
		height: Math.max(1, Math.round(height * scale)),
	};
}
