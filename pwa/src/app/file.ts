// Files in pieces: what is written is handed to the browser's own store of blobs a mebibyte at a time, what is read is asked for so.

import type { Bytes } from "../../../crypto/ts/brands.ts";

const partSize = 1_048_576;

/** A person has stopped the work. Nothing of it is kept. */
export class Stopped extends Error {
	override readonly name = "Stopped";
}

/** The pieces as one file. No more than a part of it is held here at a time. Throws `Stopped`. */
export async function fileOf(
	pieces: AsyncIterable<Bytes> | Iterable<Bytes>,
	type: string,
	stop: AbortSignal,
): Promise<Blob> {
	const parts: Blob[] = [];
	let held: Bytes[] = [];
	let size = 0;
	for await (const piece of pieces) {
		if (stop.aborted) throw new Stopped();
		held.push(piece);
		size += piece.length;
		if (size < partSize) continue;
		parts.push(new Blob(held));
		held = [];
		size = 0;
	}
	return new Blob([...parts, ...held], { type });
}

/** The file part by part; `read` hears how much of it has come, 0 to 1. */
export async function* piecesOf(
	file: Blob,
	read: (part: number) => void = () => undefined,
): AsyncGenerator<Bytes> {
	for (let at = 0; at < file.size; at += partSize) {
		const part = file.slice(at, at + partSize);
		yield new Uint8Array(await part.arrayBuffer());
		read(Math.min(1, (at + partSize) / file.size));
	}
}
