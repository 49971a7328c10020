// What is attached to an entry, as it is said of: what it is, and not where its bytes are.

import { type Attachment, attachmentsOf, shownTypes } from "../../../crypto/ts/attachment.ts";
import { attachmentIds } from "../journal/attachment.ts";
import type { Fields } from "../journal/revision.ts";
import type { Attached } from "./attachment-contract.ts";

/** What can be said of the attachments of an entry or a draft, in the order in which they show. */
export function attachedOf(fields: Fields): readonly Attached[] {
	const known = attachmentsOf(fields);
	const ids = new Set<string>(known.map(({ blob }) => blob.id));
	const newer = attachmentIds(fields).filter((id) => !ids.has(id));
	return [...known.map(said), ...newer.map(saidNewer)];
}

function said({ blob, type, pixels, seconds, preview }: Attachment): Attached {
	const sort = sortOf(type);
	return { id: blob.id, sort, pixels, seconds, size: blob.size, hasPreview: preview !== undefined };
}

function saidNewer(id: string): Attached {
	const none = { pixels: undefined, seconds: undefined, size: 0, hasPreview: false };
	return { id, sort: "newer", ...none };
}

function sortOf(type: string): Attached["sort"] {
	if (!shownTypes.has(type)) return "file";
	return type.startsWith("image/") ? "photo" : "voice";
}
