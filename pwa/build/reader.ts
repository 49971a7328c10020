import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build, type Plugin } from "vite";
import { heads } from "./heads.ts";
import { spoken } from "./wording.ts";

export interface ReaderOptions {
	/** The script that the page runs. */
	readonly entry: string;
	/** The page around it. */
	readonly page: string;
	/** Its styles, in order. */
	readonly styles: readonly string[];
	/** The words of a language. */
	readonly words: (language: string) => string;
	/** The folder that the paths in comments begin at. */
	readonly root: string;
}

/**
 * After the build: `reader.html`, one file with script, style and words in it, which fetches nothing and says so in a policy of its own.
 * It is a file of the release like any other.
 */
export function reader(options: ReaderOptions): Plugin {
	let folder = "";
	return {
		name: "small-moments:reader",
		apply: "build",
		configResolved(config) {
			folder = config.build.outDir;
		},
		closeBundle: {
			sequential: true,
			async handler(failure?: Error) {
				if (failure !== undefined) return;
				writeFileSync(join(folder, "reader.html"), await pageOf(options));
			},
		},
	};
}

async function pageOf(options: ReaderOptions): Promise<string> {
	const code = (await scriptOf(options)).replaceAll("</script", "<\\/script");
	const css = options.styles.map((path) => readFileSync(path, "utf8")).join("\n");
	const page = readFileSync(options.page, "utf8");
	// The whole of an element is what its hash is of. A function, since text may hold what replacing reads as a sign.
	return page
		.replace("hash-of-script", hashOf(code))
		.replace("hash-of-style", hashOf(css))
		.replace(/(?<=<style>)\s*\/\* style \*\/\s*/, () => css)
		.replace(/(?<=<script>)\s*\/\* script \*\/\s*/, () => code);
}

async function scriptOf({ entry, words, root }: ReaderOptions): Promise<string> {
	const said = Object.fromEntries(spoken.map((language) => [language, wordsIn(words(language))]));
	const built = await build({
		configFile: false,
		publicDir: false,
		logLevel: "warn",
		define: { READER_WORDS: JSON.stringify(said) },
		plugins: [heads(root)],
		build: {
			write: false,
			target: "es2024",
			minify: false,
			modulePreload: false,
			rolldownOptions: {
				input: entry,
				output: {
					format: "iife",
					codeSplitting: false,
					comments: { legal: true, annotation: false, jsdoc: false },
				},
			},
		},
	});
	const [output] = [built].flat();
	const found = output !== undefined && "output" in output ? output.output : [];
	const [chunk, ...others] = found;
	if (chunk?.type !== "chunk" || others.length > 0) throw new Error("the reader is not one script");
	return chunk.code;
}

/** Only what the reader says. */
function wordsIn(path: string): Readonly<Record<string, unknown>> {
	const all: unknown = JSON.parse(readFileSync(path, "utf8"));
	if (typeof all !== "object" || all === null) throw new Error(`no words in ${path}`);
	const own = /^(?:reader\.|kind\.|readable\.(?:trashed|missing)$)/;
	return Object.fromEntries(Object.entries(all).filter(([word]) => own.test(word)));
}

function hashOf(text: string): string {
	return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
