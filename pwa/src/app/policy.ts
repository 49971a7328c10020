// The page's only Trusted Types policy. `register()` and `new Worker()` are its only uses: every
// other sink (HTML, inline script) stays closed, since no policy here can make its values.

const OWN_SCRIPT = /^(?:\/sw\.js|\/assets\/[a-z-]+\.worker-[\w-]+\.js)$/;

interface ScriptPolicy {
	createScriptURL(path: string): string;
}

declare global {
	// lib.dom knows neither this object nor a sink that takes what it makes: both are typed as text.
	var trustedTypes: { createPolicy(name: string, rules: ScriptPolicy): ScriptPolicy } | undefined;
}

const rules: ScriptPolicy = { createScriptURL: ownScript };
const policy = globalThis.trustedTypes?.createPolicy("moments", rules) ?? rules;

/**
 * The address of the service worker or of one of our own workers, as these sinks want it.
 * `path` is absolute and of this origin. Throws a TypeError for any other.
 */
export function scriptUrl(path: string): string {
	return policy.createScriptURL(path);
}

function ownScript(path: string): string {
	if (!OWN_SCRIPT.test(path)) throw new TypeError("expected one of the app's own scripts");
	return path;
}
