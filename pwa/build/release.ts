import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { type Plugin, transformWithOxc } from "vite";

/** One file of a release, as `release.json` lists it. */
interface ReleaseFile {
	/** Path below the app's root, without a leading slash. */
	readonly path: string;
	/** SHA-256 of the uncompressed bytes, 64 hexadecimal digits. */
	readonly sha256: string;
	/** Size of the uncompressed bytes. */
	readonly bytes: number;
}

export interface ReleaseOptions {
	/** The service worker's source; it may import nothing. */
	readonly serviceWorker: string;
	/** The `package.json` that holds the version. */
	readonly manifest: string;
}

const COMPRESSIBLE = /\.(?:css|html|js|json|svg|txt|webmanifest)$/;

/**
 * After the build: writes the hashes of all scripts into the page, `release.json` (the hashes of all files), the service worker with the
 * hash of that list baked in, and a `.br` and `.gz` beside each file that gains by it.
 */
export function release(options: ReleaseOptions): Plugin {
	let folder = "";
	return {
		name: "small-moments:release",
		apply: "build",
		configResolved(config) {
			folder = config.build.outDir;
		},
		closeBundle: {
			sequential: true,
			order: "post",
			async handler(failure?: Error) {
				if (failure !== undefined) return;
				nameScripts(folder);
				const list = releaseList(folder, versionIn(options.manifest));
				writeFileSync(join(folder, "release.json"), list);
				const worker = await serviceWorker(options.serviceWorker, sha256(list));
				writeFileSync(join(folder, "sw.js"), worker);
				compressAll(folder);
			},
		},
	};
}

/**
 * Writes the hash of every script into the page: beside the script that it begins with, and in an import map for those that are
 * loaded later. A browser then runs no other bytes, also before the service worker has looked at them. Workers are not loaded
 * as scripts of the page and stand in no map.
 */
function nameScripts(folder: string): void {
	const page = join(folder, "index.html");
	const scripts = filesIn(folder).filter((path) => /^assets\/(?!.*\.worker-).*\.js$/.test(path));
	const integrity = Object.fromEntries(
		scripts.map((path) => [`/${path}`, integrityOf(readFileSync(join(folder, path)))]),
	);
	const map = `<script type="importmap">${JSON.stringify({ integrity })}</script>`;
	const named = readFileSync(page, "utf8")
		.replace(/<script\b[^>]*?src="([^"]+)"/g, (tag, path: string) => {
			const hash = integrity[path];
			if (hash === undefined) throw new Error(`no hash of ${path}`);
			return `${tag} integrity="${hash}"`;
		})
		// Before the first script: a map that comes later is not heard.
		.replace("<script", `${map}\n\t\t<script`);
	writeFileSync(page, named);
}

function integrityOf(content: Buffer): string {
	return `sha256-${createHash("sha256").update(content).digest("base64")}`;
}

function releaseList(folder: string, version: string): string {
	const files = filesIn(folder).map((path): ReleaseFile => {
		const content = readFileSync(join(folder, path));
		return { path, sha256: sha256(content), bytes: content.length };
	});
	return `${JSON.stringify({ version, files }, null, "\t")}\n`;
}

async function serviceWorker(source: string, listHash: string): Promise<string> {
	const { code } = await transformWithOxc(readFileSync(source, "utf8"), source);
	// A classic script: the empty export only told TypeScript that the file is a module.
	const script = code.replace(/^export\s*\{\s*\};?\s*$/m, "");
	return `const RELEASE = "${listHash}";\n${script}`;
}

function compressAll(folder: string): void {
	for (const path of filesIn(folder).filter((name) => COMPRESSIBLE.test(name))) {
		const file = join(folder, path);
		const content = readFileSync(file);
		const brotli = brotliCompressSync(content, {
			params: {
				[constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
				[constants.BROTLI_PARAM_SIZE_HINT]: content.length,
			},
		});
		const gzip = gzipSync(content, { level: constants.Z_BEST_COMPRESSION });
		if (brotli.length < content.length) writeFileSync(`${file}.br`, brotli);
		if (gzip.length < content.length) writeFileSync(`${file}.gz`, gzip);
	}
}

/** Every file below the folder by its path with slashes, sorted by code unit. */
function filesIn(folder: string): readonly string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
		.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

function versionIn(manifest: string): string {
	const content: unknown = JSON.parse(readFileSync(manifest, "utf8"));
	if (typeof content === "object" && content !== null && "version" in content) {
		if (typeof content.version === "string") return content.version;
	}
	throw new Error(`no version in ${manifest}`);
}

function sha256(content: string | Buffer): string {
	return createHash("sha256").update(content).digest("hex");
}
