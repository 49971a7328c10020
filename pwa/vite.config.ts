import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { contacts } from "./build/contacts.ts";
import { content } from "./build/content.ts";
import { heads } from "./build/heads.ts";
import { reader } from "./build/reader.ts";
import { release } from "./build/release.ts";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const shared = "shared";

/** The bundler names what is shared after everything that shares it. */
function plain(name: string): string {
	return name.startsWith(`${shared}~`) ? shared : name.replace(/\.[^.]+$/, "");
}

// What is served can be read: our modules keep their names, line breaks and comments as far as
// the bundler lets them. (Preact and a few other packages are published in minified form only.)
export default defineConfig({
	root: at("."),
	base: "/",
	publicDir: at("public"),
	oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
	plugins: [
		contacts({
			contacts: at("content/contacts.json"),
			schema: at("content/contacts.schema.json"),
			manifest: at("../package.json"),
		}),
		content({
			content: (language) => at(`content/${language}.json`),
			words: [
				(language) => at(`src/ui/words/${language}.json`),
				(language) => at(`src/ui/words/inside.${language}.json`),
			],
		}),
		heads(at("..")),
		reader({
			entry: at("src/reader/reader.ts"),
			page: at("src/reader/reader.html"),
			styles: [at("src/app/readable-page.css"), at("src/reader/reader.css")],
			words: (language) => at(`src/ui/words/${language}.json`),
			root: at(".."),
		}),
		release({ serviceWorker: at("src/sw.ts"), manifest: at("../package.json") }),
	],
	build: {
		outDir: at("../server/small_moments/app"),
		emptyOutDir: true,
		target: "es2024",
		minify: false,
		cssMinify: false,
		sourcemap: false,
		// A data: address would need a wider CSP.
		assetsInlineLimit: 0,
		// All files of a release lie in the service worker's cache: there is nothing to hurry.
		modulePreload: false,
		reportCompressedSize: false,
		chunkSizeWarningLimit: 2_000,
		rolldownOptions: {
			output: {
				codeSplitting: {
					groups: [
						// What the first screen loads is one file: each costs a way to the service worker and back.
						{ name: "first", tags: ["$initial"], priority: 1 },
						// What several screens share is gathered: each file's hash stands in the page.
						{
							name: shared,
							minShareCount: 2,
							entriesAware: true,
							entriesAwareMergeThreshold: 12_000,
						},
					],
				},
				chunkFileNames: ({ name }) => `assets/${plain(name)}-[hash].js`,
				assetFileNames: ({ names: [name = ""] }) => `assets/${plain(name)}-[hash][extname]`,
			},
		},
	},
	worker: {
		format: "es",
		// `assets/kdf.worker-<hash>.js`: the server knows it by its name and gives it a CSP of its own.
		rolldownOptions: {
			output: { entryFileNames: "assets/[name]-[hash].js", codeSplitting: false },
		},
	},
});
