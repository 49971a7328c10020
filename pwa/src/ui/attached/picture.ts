// A photo as it is kept: turned upright, scaled down and drawn anew, so that no place, no camera and no app's name goes with it.

import type { Attaching } from "../../app/contract.ts";
import { isBare } from "./bare.ts";
import { fitted, longest, type Pixels, previewBytes, previewTries } from "./fitting.ts";

const quality = 0.84;

/** Undefined for what this browser cannot read as a picture. */
export async function readPicture(file: Blob): Promise<Attaching | undefined> {
	const whole = await decoded(file);
	if (whole === undefined) return undefined;
	try {
		const pixels = fitted(whole, longest);
		const content = await drawn(whole, pixels, quality);
		const preview = await previewOf(whole);
		if (content === undefined || preview === undefined) return undefined;
		return { content, type: content.type, pixels, preview };
	} finally {
		whole.close();
	}
}

/** Upright, as whoever took it saw it. */
async function decoded(file: Blob): Promise<ImageBitmap | undefined> {
	try {
		return await createImageBitmap(file, { imageOrientation: "from-image" });
	} catch {
		return undefined;
	}
}

async function previewOf(whole: ImageBitmap): Promise<Attaching["preview"]> {
	for (const [edge, how] of previewTries) {
		const pixels = fitted(whole, edge);
		const content = await drawn(whole, pixels, how);
		if (content !== undefined && content.size <= previewBytes) {
			return { content, type: content.type, pixels };
		}
	}
	return undefined;
}

/** As WebP, or as JPEG where the browser writes no WebP, or puts something beside the picture. */
async function drawn(whole: ImageBitmap, { width, height }: Pixels, how: number) {
	const canvas = new OffscreenCanvas(width, height);
	const pen = canvas.getContext("2d");
	if (pen === null) return undefined;
	// What is see-through lies on paper: a JPEG would make it black.
	pen.fillStyle = "white";
	pen.fillRect(0, 0, width, height);
	pen.imageSmoothingQuality = "high";
	pen.drawImage(whole, 0, 0, width, height);
	for (const type of ["image/webp", "image/jpeg"]) {
		const content = await canvas.convertToBlob({ type, quality: how });
		const isAsked = content.type === type;
		if (isAsked && isBare(new Uint8Array(await content.arrayBuffer()))) return content;
	}
	return undefined;
}
