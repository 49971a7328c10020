import { defineConfig } from "vitest/config";

export default defineConfig({
	test: {
		include: ["crypto/ts/**/*.test.ts", "pwa/test/**/*.test.ts", "tests/**/*.test.ts"],
		environment: "node",
		passWithNoTests: false,
		testTimeout: 30_000,
		// Files share what they load: a fifth of the time went into loading it anew for each.
		pool: "threads",
		isolate: false,
	},
	oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
});
