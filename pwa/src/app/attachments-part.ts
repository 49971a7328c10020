// Photos and voice notes of the journal that is open; loaded when they are first asked for.

import { type OpenAttachments, openAttachments } from "./attachments.ts";
import { type Context, type OpenSession, wholeSession } from "./context.ts";
import type { Attachments } from "./contract.ts";

/** The same for as long as it is open. */
export async function attachments(context: Context): Promise<Attachments> {
	const session = await wholeSession(context);
	session.attachments ??= openFor(context, session);
	return (await session.attachments).desk;
}

async function openFor({ platform }: Context, session: OpenSession): Promise<OpenAttachments> {
	return openAttachments(session.journal, platform, await session.exchange.blobs());
}
