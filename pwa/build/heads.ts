import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const MODULE = /^\/\/ (\S+\.tsx?)$/gm;
const HEAD = /^(?:\/\/.*\n)+/;

/**
 * Puts the comment at the head of each of our modules back where the bundler has put the module: it keeps what is written above
 * a declaration, but not what is written above the imports.
 */
export function heads(root: string): Plugin {
	return {
		name: "small-moments:heads",
		apply: "build",
		renderChunk: (code) => code.replace(MODULE, (line, path: string) => line + headOf(root, path)),
	};
}

function headOf(root: string, path: string): string {
	const file = join(root, path);
	const head = existsSync(file) ? HEAD.exec(readFileSync(file, "utf8"))?.[0] : undefined;
	return head === undefined ? "" : `\n${head.trimEnd()}`;
}
