import { signal } from "@preact/signals";

/** How the app can come to the home screen of this device, as far as the browser lets us know. */
export type Installing =
	/** Installed, or there is no way that we know of. */
	| "none"
	/** The browser asks for us (`askToInstall`). Chromium alone does. */
	| "button"
	/** Only the person can, in Safari's share menu; we can say where it is. */
	| "by-hand"
	/** Inside another app: its browser may keep nothing, and cannot install. */
	| "in-app";

const QUIET_SINCE = "install-quiet";
const QUIET_FOR = 30 * 24 * 60 * 60 * 1000;

/** What lib.dom does not know of Chromium's event. */
interface InstallPrompt extends Event {
	prompt(): Promise<unknown>;
}

/** The browsers within other apps that say so; Android's web views say `; wv)`. */
const IN_APP =
	/\b(?:FBAN|FBAV|FB_IAB|Instagram|Line|Snapchat|Pinterest|LinkedInApp|musical_ly|BytedanceWebview|TikTok|MicroMessenger|WhatsApp|Twitter)\b|; wv\)/i;
const APPLE_PHONE = /\b(?:iPhone|iPad|iPod)\b/;
/** Browsers on Apple's phones that are not Safari name themselves. */
const NOT_SAFARI = /\b(?:CriOS|FxiOS|EdgiOS|OPiOS|OPT|DuckDuckGo|GSA|YaBrowser|Brave)\b/;

let prompt: InstallPrompt | undefined;

export const installing = signal<Installing>(atFirst());
/** False for thirty days once a person said "not now". */
export const offered = signal(!isQuiet(Date.now()));

/** Begins to listen for what the browser offers. Call once, before the first screen. */
export function watchInstalling(): void {
	window.addEventListener("beforeinstallprompt", (event) => {
		// The browser's own banner would come when it likes; ours waits for a wish.
		event.preventDefault();
		if (!isPrompt(event)) return;
		prompt = event;
		installing.value = "button";
	});
	window.addEventListener("appinstalled", () => {
		prompt = undefined;
		installing.value = "none";
	});
}

/** Lets the browser ask; it does so once for each offer of its own. */
export async function askToInstall(): Promise<void> {
	const asked = prompt;
	prompt = undefined;
	installing.value = "none";
	await asked?.prompt().catch(() => undefined);
}

export function notNow(now = Date.now()): void {
	offered.value = false;
	try {
		localStorage.setItem(QUIET_SINCE, String(now));
	} catch {
		// Storage is refused: it is quiet until the page closes.
	}
}

/** True for thirty days after "not now"; a clock that was set back ends it. */
export function isQuiet(now: number): boolean {
	try {
		const since = Number(localStorage.getItem(QUIET_SINCE) ?? 0);
		return since > 0 && now >= since && now - since < QUIET_FOR;
	} catch {
		return false;
	}
}

/** What a browser is, by the name that it gives itself. An iPad names itself a Mac, but can be touched. */
export function installingIn(agent: string, touches: number, standalone: boolean): Installing {
	if (standalone) return "none";
	if (IN_APP.test(agent)) return "in-app";
	const apple = APPLE_PHONE.test(agent) || (/\bMacintosh\b/.test(agent) && touches > 1);
	return apple && /\bSafari\b/.test(agent) && !NOT_SAFARI.test(agent) ? "by-hand" : "none";
}

function atFirst(): Installing {
	const here = globalThis.navigator;
	if (here === undefined || typeof matchMedia !== "function") return "none";
	const standalone = matchMedia("(display-mode: standalone)").matches;
	return installingIn(here.userAgent, here.maxTouchPoints, standalone);
}

function isPrompt(event: Event): event is InstallPrompt {
	return "prompt" in event && typeof event.prompt === "function";
}
