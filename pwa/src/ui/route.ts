import { signal } from "@preact/signals";

/** Every address of the app. None says what is written, by whom, or which page of it is open. */
export const paths = [
	"/",
	"/begin",
	"/write",
	"/entry",
	"/history",
	"/search",
	"/trash",
	"/backup",
	"/join",
	"/settings",
	"/about",
] as const;
export type Path = (typeof paths)[number];

/** Where a person is. `index` counts the screens behind them; a layer lies over the screen. */
export interface Place {
	readonly path: Path;
	readonly index: number;
	readonly layer: boolean;
}

export const place = signal<Place>({ path: "/", index: 0, layer: false });

// Between asking the browser to go back and its doing so: a second tap is not a second step.
let leaving = false;
const scrolled = new Map<number, number>();

/** Begins to follow the browser's history. Call once, before the first screen. */
export function followHistory(): void {
	history.scrollRestoration = "manual";
	place.value = { path: pathOf(location.pathname), index: indexOf(history.state), layer: false };
	history.replaceState({ index: place.value.index }, "", place.value.path);
	window.addEventListener("popstate", (event) => {
		leaving = false;
		rememberScroll();
		const { path } = place.value;
		const here = pathOf(location.pathname);
		const index = indexOf(event.state);
		// Forward onto a layer that was closed: the screen below it is what is meant.
		place.value = { path: here, index, layer: false };
		if (here === path) return;
		restoreScroll();
	});
}

/** Opens a screen. From a layer it takes the layer's place, so that Back leads to what lay below. */
export function go(path: Path): void {
	const { path: here, index, layer } = place.value;
	if (here === path) {
		if (layer) back();
		return;
	}
	rememberScroll();
	const next = layer ? index : index + 1;
	if (layer) history.replaceState({ index: next }, "", path);
	else history.pushState({ index: next }, "", path);
	scrolled.delete(next);
	place.value = { path, index: next, layer: false };
	restoreScroll();
}

/** Opens a screen in the place of this one. */
export function goInstead(path: Path): void {
	const { index } = place.value;
	history.replaceState({ index }, "", path);
	scrolled.delete(index);
	place.value = { path, index, layer: false };
	restoreScroll();
}

/** Goes back: closes the layer, else a screen back, and home where the app was entered further in. */
export function back(): void {
	if (leaving) return;
	leaving = place.value.index > 0;
	if (leaving) history.back();
	else goInstead("/");
}

/** Lays something over the screen that Back closes. */
export function openLayer(): void {
	const { path, index, layer } = place.value;
	if (layer) return;
	rememberScroll();
	history.pushState({ index: index + 1 }, "", path);
	place.value = { path, index: index + 1, layer: true };
}

/** Forgets how far each screen was scrolled. */
export function forgetScroll(): void {
	scrolled.clear();
}

function rememberScroll(): void {
	scrolled.set(place.value.index, window.scrollY);
}

// After the screen has rendered (a microtask) and before it is painted.
function restoreScroll(): void {
	const top = scrolled.get(place.value.index) ?? 0;
	requestAnimationFrame(() => window.scrollTo(0, top));
}

function pathOf(text: string): Path {
	return paths.find((path) => path === text) ?? "/";
}

function indexOf(state: unknown): number {
	const held = typeof state === "object" && state !== null && "index" in state ? state.index : 0;
	return typeof held === "number" ? held : 0;
}
