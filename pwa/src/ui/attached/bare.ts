// Whether the bytes of a picture say anything but the picture: where it was taken, by which camera, with which app. Drawing it anew
// leaves all of that out; this looks whether a browser put something back.

/** Segments of a JPEG that only draw: what is told of it lies in others (APP1 and up: Exif, XMP, IPTC, maker's notes). */
const jfif = 0xe0;
const colours = 0xe2;
const adobe = 0xee;
/** Chunks of a WebP that only draw. */
const drawing = new Set(["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"]);
/** How colours are meant; a canvas always says the same of them, whatever was drawn on it. */
const profile = "ICC_PROFILE";

/** False where it is neither a JPEG nor a WebP, or cut off, or says more than the picture. */
export function isBare(bytes: Uint8Array): boolean {
	if (bytes[0] === 0xff && bytes[1] === 0xd8) return isBareJpeg(bytes);
	return isBareWebp(bytes);
}

function isBareJpeg(bytes: Uint8Array): boolean {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	let at = 2;
	while (at + 4 <= bytes.length) {
		const marker = bytes[at + 1] ?? 0;
		if (bytes[at] !== 0xff) return false;
		// From here on come the pixels themselves.
		if (marker === 0xda) return true;
		if (!isDrawing(marker, nameAt(bytes, at + 4, profile.length))) return false;
		at += 2 + view.getUint16(at + 2);
	}
	return false;
}

function isDrawing(marker: number, begins: string): boolean {
	if (marker === colours) return begins === profile;
	return marker !== 0xfe && (marker <= jfif || marker > 0xef || marker === adobe);
}

function isBareWebp(bytes: Uint8Array): boolean {
	if (nameAt(bytes, 0) !== "RIFF" || nameAt(bytes, 8) !== "WEBP") return false;
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	let at = 12;
	while (at + 8 <= bytes.length) {
		if (!drawing.has(nameAt(bytes, at))) return false;
		const size = view.getUint32(at + 4, true);
		at += 8 + size + (size % 2);
	}
	return at === bytes.length;
}

function nameAt(bytes: Uint8Array, at: number, length = 4): string {
	return String.fromCharCode(...bytes.subarray(at, at + length));
}
