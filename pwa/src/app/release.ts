// The service worker: registered once the first screen stands; a new release is offered, never forced.

import { type ReadonlySignal, signal } from "@preact/signals";
import { scriptUrl } from "./policy.ts";

export interface Release {
	/** True while a newer release is installed and waits. */
	readonly waiting: ReadonlySignal<boolean>;
	/** Takes the release that waits, and loads the page anew with it. The caller keeps unsaved words first. */
	apply(): void;
}

export function watchRelease(): Release {
	const waiting = signal(false);
	let registration: ServiceWorkerRegistration | undefined;
	let asked = false;
	const look = (): void => {
		// Without a controller the first release has just been installed: there is nothing to take.
		waiting.value = Boolean(registration?.waiting) && navigator.serviceWorker.controller !== null;
	};
	const begin = async (): Promise<void> => {
		if (!("serviceWorker" in navigator)) return;
		navigator.serviceWorker.addEventListener("controllerchange", () => {
			if (asked) location.reload();
		});
		registration = await navigator.serviceWorker.register(scriptUrl("/sw.js"), {
			updateViaCache: "none",
		});
		look();
		registration.addEventListener("updatefound", () => {
			registration?.installing?.addEventListener("statechange", look);
		});
	};
	// No service worker (a private window, a blocked script, no network) means only that it does not start offline.
	begin().catch(() => undefined);
	return {
		waiting,
		apply: () => {
			asked = true;
			registration?.waiting?.postMessage({ type: "apply-update" });
		},
	};
}
