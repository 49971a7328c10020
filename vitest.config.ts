import { defineConfig } from "vitest/config";

export default defineConfig({
	test: {
		include: ["crypto/ts/**/*.test.ts", "pwa/test/**/*.test.ts", "tests/**/*.test.ts"],
		environment: "node",
		passWithNoTests: false,
		testTimeout: 30_000,
	},
	oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
});
