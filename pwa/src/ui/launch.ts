import { go, pathOf } from "./route.ts";

/** What lib.dom does not know: Chromium hands a second start to the window that is open already. */
declare global {
	interface Window {
		readonly launchQueue?: {
			setConsumer(consume: (launch: { readonly targetURL?: string }) => void): void;
		};
	}
}

/** A shortcut of the home screen leads to its screen here; the icon itself only brings the window up. */
export function followLaunches(): void {
	window.launchQueue?.setConsumer(({ targetURL }) => {
		if (targetURL === undefined) return;
		const path = pathOf(new URL(targetURL).pathname);
		if (path !== "/") go(path);
	});
}
