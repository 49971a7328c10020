// The shelf of the browser: the store of served files, where the app's own files lie too. What the practice says is the same for
// everybody and no secret; the journal's database holds nothing unsealed, and this is not to be the first.

import type { PracticeShelf } from "./practice.ts";

// Not a name that the service worker clears away with old releases.
const SHELF = "practice";
const PLACE = "/api/practice";

export function browserShelf(): PracticeShelf {
	return {
		async read() {
			const kept = await (await caches.open(SHELF)).match(PLACE);
			return kept?.text();
		},
		async write(answer) {
			const response = new Response(answer, { headers: { "content-type": "application/json" } });
			await (await caches.open(SHELF)).put(PLACE, response);
		},
	};
}
