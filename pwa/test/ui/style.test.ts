import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const SRC = join(import.meta.dirname, "../../src");
const files = ["ui", "style"].flatMap((folder) =>
	readdirSync(join(SRC, folder), { recursive: true, encoding: "utf8" })
		.filter((name) => /\.(css|tsx?)$/.test(name))
		.map((name) => ({ name, text: readFileSync(join(SRC, folder, name), "utf8") })),
);
const css = files
	.filter(({ name }) => name.endsWith(".css"))
	.map(({ name, text }) => ({ name, text: text.replace(/\/\*.*?\*\//gs, "") }));
const tokens = css.find(({ name }) => name === "tokens.css")?.text ?? "";
const views = css.filter(({ name }) => name !== "tokens.css");

describe("the style", () => {
	it("names every colour, space, size and duration in tokens.css and nowhere else", () => {
		for (const { name, text } of views) {
			const rules = text
				.replace(/@(?:media|container)[^{]*\{/g, "{")
				.replace(/unicode-range:[^;]*;/g, "");
			expect(rules, name).not.toMatch(/#[0-9a-f]{3,8}\b|\brgb|\bhsl|\boklch/i);
			expect(rules, name).not.toMatch(/\b\d*\.?\d+(px|rem|ms|s|pt)\b/);
		}
	});

	it("uses only tokens that there are", () => {
		const known = new Set([...tokens.matchAll(/(--[\w-]+):/g)].map(([, name]) => name));
		const ofScripts = ["--shown-block", "--shown-top", "--across", "--seconds", "--part"];
		for (const name of [...ofScripts, "--foot-end", "--bars-end", "--heard"]) known.add(name);
		for (const { name, text } of views) {
			for (const [, token] of text.matchAll(/var\((--[\w-]+)/g)) {
				expect(known, `${name} ${token}`).toContain(token);
			}
		}
	});

	it("[PHONE 29] leaves the safe area free on four sides", () => {
		const rules = (view: string): string => views.find(({ name }) => name === view)?.text ?? "";
		for (const view of ["screen.css", "write.css"]) {
			for (const side of ["top", "bottom", "left", "right"]) {
				expect(rules(view), view).toContain(`env(safe-area-inset-${side})`);
			}
		}
		for (const view of ["sheet.css", "undo.css", "foot.css", "welcome.css"]) {
			expect(rules(view), view).toContain("env(safe-area-inset-bottom)");
		}
	});

	it("[PHONE 30] is as high as the window where it is installed", () => {
		const screen = views.find(({ name }) => name === "screen.css")?.text;
		expect(screen).toMatch(
			/display-mode: standalone\)\s*\{\s*\.screen\s*\{\s*min-block-size: 100vh/,
		);
	});

	it("[PHONE 43] takes under 250 ms for any transition, and none with reduced motion", () => {
		const times = [...tokens.matchAll(/--(?:brief|calm): (\d+)ms/g)].map(([, ms]) => Number(ms));
		expect(Math.max(...times)).toBeLessThan(250);
		expect(tokens).toMatch(/prefers-reduced-motion: reduce\)[^@]*--brief: 0ms;[^@]*--calm: 0ms/);
	});

	it.each(["light", "dark"])("[AA] has ink that can be read on every ground, %s", (theme) => {
		const colour = coloursOf(theme);
		for (const ground of ["--ground", "--sheet", "--wash"]) {
			for (const ink of ["--ink", "--soft", "--clay"]) {
				expect(contrast(colour(ink), colour(ground)), `${ink} on ${ground}`).toBeGreaterThan(4.5);
			}
		}
		expect(contrast(colour("--on-clay"), colour("--clay"))).toBeGreaterThan(4.5);
		expect(contrast(colour("--found-ink"), colour("--found"))).toBeGreaterThan(4.5);
		expect(contrast(colour("--edge"), colour("--ground"))).toBeGreaterThan(3);
	});

	it("writes no markup as text, and no style attribute that the page's policy would refuse", () => {
		for (const { name, text } of files) {
			expect(text, name).not.toMatch(/innerHTML|outerHTML|dangerouslySet|insertAdjacentHTML/);
			expect(text, name).not.toMatch(/style="|setAttribute\("style"/);
		}
	});
});

/** The value of a colour token in a theme: the dark block's, else the first. */
function coloursOf(theme: string): (name: string) => string {
	const dark = tokens.slice(tokens.indexOf("prefers-color-scheme: dark"));
	const block = theme === "dark" ? dark : tokens;
	return (name) => new RegExp(`${name}: (#[0-9a-f]{6})`).exec(block)?.[1] ?? "none";
}

/** WCAG 2.2, relative luminance and contrast ratio. */
function contrast(one: string, other: string): number {
	const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
	return (high + 0.05) / (low + 0.05);
}

function luminance(colour: string): number {
	const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
		const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
		return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
