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

async function load({ platform }: Context, session: OpenSession): Promise<OpenAttachments> {
	const [{ openAttachments }, blobs] = await Promise.all([
		import("./attachments.ts"),
		session.exchange.blobs(),
	]);
	return openAttachments(session.journal, platform, blobs);
}
