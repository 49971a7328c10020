// Photos and voice notes, loaded when they are first asked for.

import type { OpenAttachments } from "./attachments.ts";
import { type Context, type OpenSession, wholeSession } from "./context.ts";
import type { Moments } from "./contract.ts";

export function makeAttachmentsPart(context: Context): Pick<Moments, "attachments"> {
	return {
		async attachments() {
			const session = await wholeSession(context);
			session.attachments ??= load(context, session);
			return (await session.attachments).desk;
		},
	};
}

/** Another account cannot be asked for what this one's server holds: it is fetched before, as far as it can be had (R89). */
export async function fetchBeforeLeaving({ open }: Context): Promise<void> {
	if (open?.journal.memo.backup) await (await open.exchange.blobs()).fetchAll();
}

async function load({ platform }: Context, session: OpenSession): Promise<OpenAttachments> {
	const [{ openAttachments }, blobs] = await Promise.all([
		import("./attachments.ts"),
		session.exchange.blobs(),
	]);
	return openAttachments(session.journal, platform, blobs);
}
