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
	const find = (): HTMLElement | undefined => {
		const days = [...(leafOf(day)?.querySelectorAll<HTMLElement>("[data-day]") ?? [])];
		return days.find(({ dataset }) => (dataset["day"] ?? "") <= day) ?? days.at(-1);
	};
	settle(
		() => {
			const found = find();
			const month = found?.previousElementSibling;
			const shown = month?.matches(".month") ? month : found;
			(shown ?? leafOf(day))?.scrollIntoView();
			return found !== undefined;
		},
		() => find()?.focus({ preventScroll: true }),
	);
}

/** The leaf that a day is on; where its sheaf is not drawn yet, that. */
function leafOf(day: CivilDay): HTMLElement | undefined {
	const sheaf = reaching(day, sheaves());
	return sheaf && (reaching(day, leavesIn(sheaf)) ?? sheaf);
}

/** The first that reaches back to a day, else the last of all. */
function reaching(day: CivilDay, places: readonly HTMLElement[]): HTMLElement | undefined {
	return places.find(({ dataset }) => (dataset["oldest"] ?? "") <= day) ?? places.at(-1);
}

/** Where the view begins now; undefined where there is no list. */
export function listPlace(): ListPlace | undefined {
	if (window.scrollY === 0) return undefined;
	let before = 0;
	for (const sheaf of sheaves()) {
		const { top, bottom } = sheaf.getBoundingClientRect();
		if (bottom <= 0) {
			before += countIn(sheaf);
			continue;
		}
		const drawn = leavesIn(sheaf).map((leaf) => leaf.getBoundingClientRect());
		const at = drawn.findIndex((leaf) => leaf.bottom > 0);
		return { leaf: before + Math.max(at, 0), into: Math.round(-(drawn[at]?.top ?? top)) };
	}
	return undefined;
}

/** Comes back to a place of the list. */
export function showListPlace({ leaf, into }: ListPlace): void {
	settle(() => {
		let at = leaf;
		const sheaf = sheaves().find((one) => {
			if (at < countIn(one)) return true;
			at -= countIn(one);
			return false;
		});
		const place = sheaf && leavesIn(sheaf)[at];
		// A sheaf that is far from the eye holds no leaves yet.
		if (place === undefined) sheaf?.scrollIntoView();
		else window.scrollBy(0, place.getBoundingClientRect().top + into);
		return place !== undefined && place.childElementCount > 0;
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

function sheaves(): readonly HTMLElement[] {
	return [...document.querySelectorAll<HTMLElement>(".sheaf")];
}

function leavesIn(sheaf: HTMLElement): readonly HTMLElement[] {
	return [...sheaf.querySelectorAll<HTMLElement>(".leaf")];
}

function countIn({ dataset }: HTMLElement): number {
	return Number(dataset["leaves"] ?? 0);
}
