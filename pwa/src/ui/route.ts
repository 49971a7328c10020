import { effect, signal } from "@preact/signals";
import { type ListPlace, listPlace, showListPlace } from "./shown-place.ts";

/** Every address of the app. None says what is written, by whom, or which page of it is open. */
export const paths = [
	"/",
	"/journal",
	"/path",
	"/patterns",
	"/moment",
	"/check-in",
	"/step",
	"/piece",
	"/closing",
	"/needs",
	"/letter",
	"/later",
	"/words",
	"/word",
	"/self",
	"/long-view",
	"/recall",
	"/note",
	"/session",
	"/settle",
	"/settle/senses",
	"/settle/breathing",
	"/settle/body",
	"/settle/then-or-now",
	"/settle/sit",
	"/settle/weigh",
	"/help",
	"/begin",
	"/write",
	"/entry",
	"/history",
	"/search",
	"/trash",
	"/backup",
	"/join",
	"/recover",
	"/keys",
	"/drill",
	"/passphrase",
	"/pair",
	"/add-phone",
	"/settings",
	"/take",
	"/bring",
	"/move",
	"/about",
	"/sees",
	"/leave",
	"/doors",
] as const;
export type Path = (typeof paths)[number];

/** The screens that lie side by side, one touch apart, today first. Back leads from any of them to today. */
export const tabs = ["/", "/journal", "/path", "/patterns"] as const satisfies readonly Path[];

export function isTab(path: Path): boolean {
	return tabs.some((tab) => tab === path);
}

/** What can lie over a screen. */
export type Layer = "menu" | "calendar" | "install" | "photo";

/** Where a person is. `index` counts the screens behind them. */
export interface Place {
	readonly path: Path;
	readonly index: number;
	readonly layer: Layer | undefined;
}

export const place = signal<Place>({ path: "/", index: 0, layer: undefined });

/** How long going back may take before the page is left without it, in milliseconds. */
const LEFT_WITHIN = 100;

// Between asking the browser to go back and its doing so: a second tap is not a second step.
let leaving = false;
const scrolled = new Map<number, number>();
// Which screens lie behind this one, as far as this page has shown them.
const trail = new Map<number, Path>();
effect(() => {
	trail.set(place.value.index, place.value.path);
});
// Where the journal stood when the page was loaded anew: two numbers, which say nothing of what is there.
let resumed: ListPlace | undefined;

/** Begins to follow the browser's history. Call once, before the first screen. */
export function followHistory(): void {
	history.scrollRestoration = "manual";
	place.value = {
		path: pathOf(location.pathname),
		index: indexOf(history.state),
		layer: undefined,
	};
	resumed = listPlaceOf(history.state);
	keepListPlace();
	window.addEventListener("pagehide", keepListPlace, { capture: true });
	window.addEventListener("popstate", (event) => {
		leaving = false;
		rememberScroll();
		const { path } = place.value;
		const here = pathOf(location.pathname);
		const index = indexOf(event.state);
		// Forward onto a layer that was closed: the screen below it is what is meant.
		place.value = { path: here, index, layer: undefined };
		if (here === path) return;
		restoreScroll(listPlaceOf(event.state));
	});
}

/** Leads back to where the journal stood before the page was loaded anew; once. */
export function resumeScroll(): void {
	if (resumed !== undefined && place.value.path === "/journal") showListPlace(resumed);
	resumed = undefined;
}

/** Opens a screen. From a layer it takes the layer's place, so that Back leads to what lay below. */
export function go(path: Path): void {
	const { path: here, index, layer } = place.value;
	if (here === path) {
		if (layer) back();
		return;
	}
	rememberScroll();
	keepListPlace();
	const next = layer ? index : index + 1;
	if (layer) history.replaceState({ index: next }, "", path);
	else history.pushState({ index: next }, "", path);
	scrolled.delete(next);
	place.value = { path, index: next, layer: undefined };
	restoreScroll();
}

/** Goes to a tab: from today further in, from another tab beside it, and back to today. */
export function goTab(tab: Path): void {
	const { path, index, layer } = place.value;
	if (path === tab || layer !== undefined || !isTab(path)) go(tab);
	else if (tab === "/" && trail.get(index - 1) === "/") back();
	else if (tab === "/" || path === "/" || index === 0) go(tab);
	else goInstead(tab);
}

/** Opens a screen in the place of this one. */
export function goInstead(path: Path): void {
	const { index } = place.value;
	history.replaceState({ index }, "", path);
	scrolled.delete(index);
	place.value = { path, index, layer: undefined };
	restoreScroll();
}

/** Goes back: closes the layer, else a screen back, and home where the app was entered further in. */
export function back(): void {
	if (leaving) return;
	leaving = place.value.index > 0;
	if (leaving) history.back();
	else goInstead("/");
}

/** How long the disk is waited for before a screen is left, in milliseconds. */
const KEPT_WITHIN = 60;

/** Goes back once something is kept, since drawing another screen would hold that up; a disk that is slow is not waited for. */
export function backOnce(kept: Promise<unknown>): void {
	const { index } = place.peek();
	const soon = new Promise<void>((resolve) => setTimeout(resolve, KEPT_WITHIN));
	// Whoever has left meanwhile is not led further back.
	const leave = (): void => {
		if (place.peek().index === index) back();
	};
	void Promise.race([kept, soon]).then(leave, leave);
}

/** A page that is not the app. */
export interface PlainPage {
	readonly address: string;
	readonly title: string;
}

/**
 * Leaves for such a page, after `first`. No screen is left behind it or ahead of it: the first of them is gone back to and takes
 * that page's address and title, and a step on from there cuts off the others.
 */
export function leaveFor({ address, title }: PlainPage, first: () => void): void {
	leaving = true;
	first();
	const { index } = place.peek();
	let gone = false;
	const go = (): void => {
		if (gone) return;
		gone = true;
		history.replaceState(null, "", address);
		// A step keeps the title that it had, unless the title changes while one is there.
		document.title = "";
		document.title = title;
		history.pushState(null, "", address);
		location.replace(address);
	};
	if (index === 0) {
		go();
		return;
	}
	window.addEventListener("popstate", go);
	// Whatever becomes of the way back, the page is left.
	setTimeout(go, LEFT_WITHIN);
	history.go(-index);
}

/** Lays something over the screen that Back closes. */
export function openLayer(layer: Layer): void {
	const { path, index, layer: before } = place.value;
	if (before) return;
	rememberScroll();
	history.pushState({ index: index + 1 }, "", path);
	place.value = { path, index: index + 1, layer };
}

/** Forgets how far each screen was scrolled. */
export function forgetScroll(): void {
	scrolled.clear();
}

function keepListPlace(): void {
	const { path, index } = place.value;
	const stood = path === "/journal" ? (listPlace() ?? resumed) : undefined;
	history.replaceState({ index, ...stood }, "", path);
}

function rememberScroll(): void {
	scrolled.set(place.value.index, window.scrollY);
}

// After the screen has rendered (a microtask) and before it is painted.
function restoreScroll(stood?: ListPlace): void {
	const top = scrolled.get(place.value.index);
	if (top === undefined && stood !== undefined) showListPlace(stood);
	else requestAnimationFrame(() => window.scrollTo(0, top ?? 0));
}

/** The screen of an address; home for one that there is not. */
export function pathOf(text: string): Path {
	return paths.find((path) => path === text) ?? "/";
}

function indexOf(state: unknown): number {
	return numberIn(state, "index") ?? 0;
}

function listPlaceOf(state: unknown): ListPlace | undefined {
	const [leaf, into] = [numberIn(state, "leaf"), numberIn(state, "into")];
	return leaf === undefined || into === undefined ? undefined : { leaf, into };
}

function numberIn(state: unknown, name: string): number | undefined {
	if (typeof state !== "object" || state === null) return undefined;
	const held: unknown = Object.getOwnPropertyDescriptor(state, name)?.value;
	return typeof held === "number" ? held : undefined;
}
