// Attaching to a draft: the content is sealed onto this device's disk before anything names it (R87).

import {
	type Attachment,
	attachmentField,
	maxAttached,
	maxAttachments,
} from "../../../crypto/ts/attachment.ts";
import type { BlobKey } from "../../../crypto/ts/blob.ts";
import { attachmentIds } from "../journal/attachment.ts";
import type { Fields } from "../journal/revision.ts";
import { StoreFailure } from "../store/failure.ts";
import type { Attaching, AttachResult } from "./attachment-contract.ts";
import { sealNew } from "./blob-sealing.ts";
import type { OpenJournal } from "./open-journal.ts";

/** `at`: milliseconds since 1970. What a full disk leaves of it is swept when the journal is opened again. */
export async function attach(
	journal: OpenJournal,
	fields: Fields,
	attaching: Attaching,
	at: number,
): Promise<AttachResult> {
	const { content, type, pixels, seconds, preview } = attaching;
	if (content.size > maxAttached) return refused("too-large");
	if (attachmentIds(fields).length >= maxAttachments) return refused("too-many");
	try {
		const small = preview && {
			blob: await seal(journal, preview.content),
			type: preview.type,
			pixels: preview.pixels,
		};
		const blob = await seal(journal, content);
		const attachment: Attachment = { blob, type, pixels, at, seconds, preview: small };
		const [name, value] = attachmentField(attachment);
		return { name: "attached", fields: { [name]: value } };
	} catch (error) {
		if (!(error instanceof StoreFailure)) throw error;
		return refused(error.kind === "disk-full" ? "disk-full" : "storage");
	}
}

/** What lies here stays from its first chunk on, though nothing names it yet. */
function seal({ vault, place, inHand }: OpenJournal, content: Blob): Promise<BlobKey> {
	const { account, seal } = vault;
	return sealNew(place, account, content, seal.random, (id) => inHand.add(id));
}

function refused(cause: Extract<AttachResult, { name: "refused" }>["cause"]): AttachResult {
	return { name: "refused", cause };
}
