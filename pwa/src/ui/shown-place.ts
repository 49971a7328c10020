import type { CivilDay } from "../app/contract.ts";

/** Where in a long list one is, and how to come to another place in it: most leaves are not on the page. */

/** A leaf, counted from the top of the list, and how far into it the view begins, in pixels. */
export interface ListPlace {
	readonly leaf: number;
	readonly into: number;
}

const FRAMES_AT_MOST = 40;
const FRAMES_AT_REST = 2;

/** Shows the newest day that is not after `day`, or the oldest of all, and moves the focus to it. */
export function showDay(day: CivilDay): void {
	const places = leaves();
	const leaf = places.find(({ dataset }) => (dataset["oldest"] ?? "") <= day) ?? places.at(-1);
	if (leaf === undefined) return;
	leaf.scrollIntoView();
	const find = (): HTMLElement | undefined => {
		const days = [...leaf.querySelectorAll<HTMLElement>("[data-day]")];
		return days.find(({ dataset }) => (dataset["day"] ?? "") <= day) ?? days.at(-1);
	};
	settle(
		() => {
			const found = find();
			const month = found?.previousElementSibling;
			(month?.matches(".month") ? month : found)?.scrollIntoView();
			return found !== undefined;
		},
		() => find()?.focus({ preventScroll: true }),
	);
}

/** Where the view begins now; undefined where there is no list. */
export function listPlace(): ListPlace | undefined {
	const places = leaves();
	const leaf = places.findIndex((place) => place.getBoundingClientRect().bottom > 0);
	const top = places[leaf]?.getBoundingClientRect().top;
	return top === undefined || window.scrollY === 0 ? undefined : { leaf, into: Math.round(-top) };
}

/** Comes back to a place of the list. */
export function showListPlace({ leaf, into }: ListPlace): void {
	settle(() => {
		const place = leaves()[leaf];
		if (place === undefined) return false;
		window.scrollBy(0, place.getBoundingClientRect().top + into);
		return place.childElementCount > 0;
	});
}

/** Repeats a step with each frame until it is done and the page has come to rest under it. */
function settle(step: () => boolean, then = () => {}, frames = 0, resting = 0): void {
	requestAnimationFrame(() => {
		const before = window.scrollY;
		const done = step();
		const still = done && Math.abs(window.scrollY - before) < 1 ? resting + 1 : 0;
		if (still > FRAMES_AT_REST || frames > FRAMES_AT_MOST) then();
		else settle(step, then, frames + 1, still);
	});
}

function leaves(): readonly HTMLElement[] {
	return [...document.querySelectorAll<HTMLElement>(".leaf")];
}
