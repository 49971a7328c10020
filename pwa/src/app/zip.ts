// A ZIP as it is written: file after file, piece after piece, nothing of it held back. Reading takes only what is text.

import { Unzip, type UnzipFile, UnzipInflate, Zip, ZipDeflate, ZipPassThrough } from "fflate";
import type { Bytes } from "../../../crypto/ts/brands.ts";

export interface ZipFile {
	/** Its path in the ZIP. */
	readonly name: string;
	/** Milliseconds since 1970 by the local clock: what a list of files shows. */
	readonly at: number;
	/** Packed; what is short is stored as it is, since packing each costs several milliseconds and saves little. */
	readonly isLong: boolean;
	/** Its text, in parts that are made as they are asked for. */
	readonly parts: Iterable<string>;
}

/** A ZIP knows no day before 1980 and none after 2107. */
const [earliest, latest] = [Date.UTC(1980, 0, 2), Date.UTC(2099, 0, 1)];
const utf8 = new TextEncoder();

/** A file that is packed already, as photos and voice notes are: stored as it is. */
export interface ZipContent extends Pick<ZipFile, "name" | "at"> {
	readonly parts: AsyncIterable<Bytes>;
}

/** The ZIP in pieces. */
export function* zipped(files: Iterable<ZipFile>): Generator<Bytes> {
	const zip = writing();
	for (const file of files) yield* zip.text(file);
	yield* zip.end();
}

/** The same, with contents behind the texts. */
export async function* zippedWith(
	files: Iterable<ZipFile>,
	contents: Iterable<ZipContent>,
): AsyncGenerator<Bytes> {
	const zip = writing();
	for (const file of files) yield* zip.text(file);
	for (const content of contents) yield* zip.content(content);
	yield* zip.end();
}

function writing() {
	const ready: Bytes[] = [];
	const zip = new Zip((error, piece) => {
		if (error !== null) throw error;
		if (piece.length > 0) ready.push(new Uint8Array(piece));
	});
	const begin = (file: ZipDeflate | ZipPassThrough, at: number): void => {
		file.mtime = Math.min(latest, Math.max(earliest, at));
		zip.add(file);
	};
	return {
		*text({ name, at, isLong, parts }: ZipFile): Generator<Bytes> {
			const file = isLong ? new ZipDeflate(name, { level: 6 }) : new ZipPassThrough(name);
			begin(file, at);
			for (const part of parts) {
				file.push(utf8.encode(part));
				yield* ready.splice(0);
			}
			file.push(new Uint8Array(0), true);
			yield* ready.splice(0);
		},
		async *content({ name, at, parts }: ZipContent): AsyncGenerator<Bytes> {
			const file = new ZipPassThrough(name);
			begin(file, at);
			for await (const part of parts) {
				file.push(part);
				yield* ready.splice(0);
			}
			file.push(new Uint8Array(0), true);
			yield* ready.splice(0);
		},
		*end(): Generator<Bytes> {
			zip.end();
			yield* ready.splice(0);
		},
	};
}

/** The ZIP cannot be read, or holds more text than a journal. */
export class NoZip extends Error {
	override readonly name = "NoZip";
	readonly isTooLarge: boolean;

	constructor(isTooLarge: boolean) {
		super(isTooLarge ? "more text than a journal holds" : "not a ZIP that can be read");
		this.isTooLarge = isTooLarge;
	}
}

/** So much text is read from a ZIP, however small it is packed. */
const mostText = 134_217_728;

/** The texts of a ZIP whose path `wants` names, by path. Nothing else is unpacked. Throws `NoZip`. */
export async function textsIn(
	pieces: AsyncIterable<Bytes>,
	wants: (path: string) => boolean,
	most = mostText,
): Promise<ReadonlyMap<string, string>> {
	const found = new Map<string, string>();
	let size = 0;
	const unzip = new Unzip((file: UnzipFile) => {
		if (!wants(file.name) || file.name.endsWith("/")) return;
		const decoder = new TextDecoder();
		let text = "";
		file.ondata = (error, piece, final) => {
			// What is thrown here comes back as the next error.
			if (error !== null) throw error instanceof NoZip ? error : new NoZip(false);
			size += piece.length;
			if (size > most) throw new NoZip(true);
			text += decoder.decode(piece, { stream: !final });
			if (final) found.set(file.name, text);
		};
		file.start();
	});
	unzip.register(UnzipInflate);
	try {
		for await (const piece of pieces) unzip.push(piece);
		unzip.push(new Uint8Array(0), true);
	} catch (error) {
		throw error instanceof NoZip || error instanceof DOMException ? error : new NoZip(false);
	}
	return found;
}
