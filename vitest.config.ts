import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const histories = "pwa/test/world/**/*.test.ts";
const crashes = "pwa/test/crash/**/*.test.ts";
const fast = (name: string) =>
	fileURLToPath(new URL(`pwa/test/world/fast/${name}`, import.meta.url));

const fastKeys = {
	hpke: fast("hpke.ts"),
	"@panva/hpke-noble": fast("hpke.ts"),
	"@noble/post-quantum/hybrid.js": fast("hpke.ts"),
};

export default defineConfig({
	test: {
		environment: "node",
		passWithNoTests: false,
		testTimeout: 30_000,
		// Files share what they load: a fifth of the time went into loading it anew for each.
		pool: "threads",
		isolate: false,
		projects: [
			{
				extends: true,
				test: {
					name: "units",
					include: ["crypto/ts/**/*.test.ts", "pwa/test/**/*.test.ts", "tests/**/*.test.ts"],
					exclude: [histories, crashes],
				},
			},
			{ extends: true, test: { name: "real", include: [histories] } },
			{
				extends: true,
				test: {
					name: "fast",
					include: [histories],
					env: { SUITE: "fast" },
					setupFiles: [fast("subtle.ts"), fast("web.ts")],
					// Else the packages are loaded past the names below.
					server: { deps: { inline: [/hpke/, /post-quantum/] } },
				},
				resolve: { alias: { ...fastKeys, idb: fast("idb.ts") } },
			},
			{
				extends: true,
				test: {
					// Fast keys on a whole database: each of its requests is a step at which the app may end.
					name: "crash",
					include: [crashes],
					env: { SUITE: "fast" },
					setupFiles: [fast("subtle.ts")],
					server: { deps: { inline: [/hpke/, /post-quantum/] } },
				},
				resolve: { alias: fastKeys },
			},
		],
	},
	oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
});
