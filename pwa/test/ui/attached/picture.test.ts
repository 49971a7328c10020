import { describe, expect, it } from "vitest";
import { isBare } from "../../../src/ui/attached/bare.ts";
import { fitted, longest, previewLongest } from "../../../src/ui/attached/fitting.ts";
import { lengthInFigures } from "../../../src/ui/attached/length.ts";

const ascii = (text: string): readonly number[] => [...text].map((one) => one.charCodeAt(0));

function segment(marker: number, payload: readonly number[]): readonly number[] {
	const size = payload.length + 2;
	return [0xff, marker, size >> 8, size & 0xff, ...payload];
}

/** A JPEG as far as anyone looks who does not draw it. */
function jpeg(...segments: readonly (readonly number[])[]): Uint8Array {
	const jfif = segment(0xe0, [...ascii("JFIF"), 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
	return Uint8Array.from([0xff, 0xd8, ...jfif, ...segments.flat(), 0xff, 0xda, 0, 2, 7, 7]);
}

function webp(...chunks: readonly (readonly [name: string, payload: readonly number[]])[]) {
	const body = chunks.flatMap(([name, payload]) => {
		const pad = payload.length % 2 === 1 ? [0] : [];
		return [...ascii(name), payload.length, 0, 0, 0, ...payload, ...pad];
	});
	return Uint8Array.from([...ascii("RIFF"), body.length + 4, 0, 0, 0, ...ascii("WEBP"), ...body]);
}

describe("what is kept of a picture", () => {
	it("is the picture alone: nothing that tells of place, camera, owner or app is let through", () => {
		expect(isBare(jpeg())).toBe(true);
		expect(isBare(jpeg(segment(0xe2, [...ascii("ICC_PROFILE"), 0, 1, 1])))).toBe(true);
		const exif = segment(0xe1, [...ascii("Exif"), 0, 0, ...ascii("MM"), 0, 0x2a]);
		const xmp = segment(0xe1, ascii("http://ns.adobe.com/xap/1.0/"));
		const several = segment(0xe2, [...ascii("MPF"), 0]);
		const notes = segment(0xed, ascii("Photoshop 3.0"));
		const comment = segment(0xfe, ascii("by Ana"));
		for (const told of [exif, xmp, several, notes, comment]) expect(isBare(jpeg(told))).toBe(false);
	});

	it("is looked through to its end, in WebP too", () => {
		const picture = ["VP8 ", [1, 2, 3]] as const;
		expect(isBare(webp(picture))).toBe(true);
		expect(isBare(webp(["VP8X", [4]], ["ICCP", [5, 6]], picture))).toBe(true);
		for (const name of ["EXIF", "XMP ", "WHAT"]) {
			expect(isBare(webp(picture, [name, [1]])), name).toBe(false);
		}
		expect(isBare(webp(picture).subarray(0, -1))).toBe(false);
	});

	it("is no file of another kind, and none that is cut off", () => {
		expect(isBare(new Uint8Array())).toBe(false);
		expect(isBare(Uint8Array.from([0x89, ...ascii("PNG")]))).toBe(false);
		expect(isBare(jpeg().subarray(0, 8))).toBe(false);
	});

	it("keeps its shape, has no edge longer than that, and is never made larger", () => {
		expect(fitted({ width: 4032, height: 3024 }, longest)).toEqual({ width: 2048, height: 1536 });
		expect(fitted({ width: 3024, height: 4032 }, previewLongest)).toEqual({
			width: 240,
			height: 320,
		});
		expect(fitted({ width: 640, height: 480 }, longest)).toEqual({ width: 640, height: 480 });
		expect(fitted({ width: 30_000, height: 3 }, previewLongest)).toEqual({ width: 320, height: 1 });
	});
});

it("a length is told as a clock does", () => {
	expect([0, 7, 60, 615].map(lengthInFigures)).toEqual(["0:00", "0:07", "1:00", "10:15"]);
});
