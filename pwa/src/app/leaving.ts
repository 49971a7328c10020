// Taking one's words along and bringing words in, as the screens ask for it. The code comes when it is asked for.

import type { Context } from "./context.ts";
import type { Leaving } from "./leaving-contract.ts";

export function makeLeaving(context: Context): Leaving {
	return {
		async sealedArchive(...asked) {
			const { sealedArchive } = await import("./taking-out.ts");
			return sealedArchive(context, ...asked);
		},
		async readableArchive(...asked) {
			const { readableArchive } = await import("./taking-out.ts");
			return readableArchive(context, ...asked);
		},
		async reader() {
			// A file of this release, as it was built: the same bytes for everybody.
			const answer = await context.platform.fetch("/reader.html").catch(() => undefined);
			return answer?.ok ? answer.blob() : undefined;
		},
		async lookInto(...asked) {
			const { lookInto } = await import("./bringing-in.ts");
			return lookInto(context, ...asked);
		},
	};
}
