import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { contacts } from "./build/contacts.ts";
import { content } from "./build/content.ts";
import { heads } from "./build/heads.ts";
import { reader } from "./build/reader.ts";
import { release } from "./build/release.ts";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What the first screen asks of the practice once it shows: it must not bring along what only an open journal needs. */
const practice = /pwa\/src\/app\/practice\.ts$/;

/** What an open journal loads whatever a person does in it: the modules that bring the rest of it along. */
const open =
	/pwa\/src\/(?:app\/(?:session|open-journal|exchange|view-writing|saving|key-news|blob-names)\.ts|ui\/(?:inside|work\/offers|drill\/drill-offer|(?:today|work|session)\/facts)\.tsx)$/;

/** What opens before the journal is, and must not wait for all its other screens. */
const before = /pwa\/src\/ui\/(?:help|leave-page|passphrase|settle\/settle)\.tsx$/;

const hybridKem = /crypto\/ts\/(?:kem|wrap)\.ts$/;
const screens = /pwa\/src\/ui\/.*\.(?:tsx?|css)$/;
const acts = /(?:pwa\/src\/(?:app|sync|store|vault|journal)|crypto\/ts)\/(?!.*\.worker)/;

// What is served can be read: our modules keep their names, their line breaks and the comment that each begins with. What stands
// above a single function is left to the source: it is an eighth of all that a phone would fetch.
// (Preact and a few other packages are published in minified form only.)
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
			// Some modules are in the same file for one caller and fetched by another: no mistake.
			checks: { ineffectiveDynamicImport: false },
			// Older hybrids that the package makes at once, with curves that X-Wing does not need.
			treeshake: { manualPureFunctions: ["ecdhKem", "QSF", "createKitchenSink"] },
			output: {
				comments: { legal: true, annotation: false, jsdoc: false },
				codeSplitting: {
					groups: [
						// Few files: each costs a way to the service worker and back, and packs the better the more it holds. A group takes
						// along what its modules import, unless one above has it.
						{ name: "first", tags: ["$initial"], priority: 7 },
						{ name: "practice", test: practice, priority: 6 },
						{ name: "before", test: before, priority: 5 },
						{ name: "open", test: open, priority: 4 },
						{ name: "keys", test: hybridKem, priority: 3 },
						{ name: "screens", test: screens, priority: 2 },
						{ name: "acts", test: acts, priority: 1 },
					],
				},
				chunkFileNames: "assets/[name]-[hash].js",
				assetFileNames: "assets/[name]-[hash][extname]",
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
