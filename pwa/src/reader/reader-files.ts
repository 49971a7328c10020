// Photos and voice notes of a sealed archive, as the reader shows them: held by the browser, and gone with the page.

import type { ArchivedFile, Keep } from "../../../crypto/ts/archive.ts";
import { type Attachment, attachmentsOf, shownTypes } from "../../../crypto/ts/attachment.ts";
import { toHex } from "../../../crypto/ts/brands.ts";
import type { Fields } from "../journal/revision.ts";
import { element } from "./element.ts";
import { say } from "./reader-words.ts";

/** The parts of each, in turn, by what an archive knows a file by. */
export type Files = ReadonlyMap<string, readonly Blob[]>;

/** Takes the files of an archive as they come; to be looked at once all of it was verified. */
export function filesOf(): { readonly keep: Keep; readonly files: Files } {
	const files = new Map<string, Blob[]>();
	return {
		files,
		keep: (file) => {
			const parts: Blob[] = [];
			files.set(placeOf(file), parts);
			return (part) => parts.push(new Blob([part]));
		},
	};
}

function placeOf({ digest, size, chunk }: ArchivedFile): string {
	return [toHex(digest), size, chunk].join(" ");
}

/** What shows of the attachments of an entry, below its words. */
export function piecesOn(fields: Fields, files: Files): readonly HTMLElement[] {
	return attachmentsOf(fields).map((one) => {
		const parts = files.get(placeOf(one.blob));
		return parts === undefined
			? noteOf(`${nameOf(one)}: ${say("readable.missing")}`)
			: shown(one, parts);
	});
}

/** Anything but what is known to be a picture or a sound is handed to nothing that would interpret it (R80). */
function shown({ type, ...one }: Attachment, parts: readonly Blob[]): HTMLElement {
	const isKnown = shownTypes.has(type);
	const address = URL.createObjectURL(
		new Blob([...parts], { type: isKnown ? type : "application/octet-stream" }),
	);
	if (!isKnown) {
		const link = element("a", say("reader.save-file"));
		link.href = address;
		link.download = "file";
		return link;
	}
	if (type.startsWith("image/")) {
		const picture = element("img");
		picture.alt = nameOf({ type, ...one });
		picture.src = address;
		return picture;
	}
	const sound = element("audio");
	sound.controls = true;
	sound.setAttribute("aria-label", nameOf({ type, ...one }));
	sound.src = address;
	return sound;
}

function noteOf(words: string): HTMLElement {
	const note = element("p", words);
	note.className = "note";
	return note;
}

function nameOf({ type }: Pick<Attachment, "type">): string {
	if (!shownTypes.has(type)) return say("reader.other");
	return say(type.startsWith("image/") ? "reader.photo" : "reader.voice");
}
