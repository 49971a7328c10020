import { useSignal } from "@preact/signals";
import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Leaf } from "./leaf.ts";

const LEAVES_AT_ONCE = 4;
const LEAVES_OF_A_SHEAF = 20;
const AHEAD = "900px 0px";

// How high each leaf was when it was last on the page: numbers only, forgotten on lock.
const heights = new Map<string, number>();

export function forgetHeights(): void {
	heights.clear();
}

const watched = new WeakMap<Element, (isNear: boolean) => void>();
let eye: IntersectionObserver | undefined;

// One observer for all: hundreds of them would each be asked on every frame.
function watchNear(element: Element, tell: (isNear: boolean) => void): () => void {
	eye ??= new IntersectionObserver(
		(seen) => {
			for (const { target, isIntersecting } of seen) watched.get(target)?.(isIntersecting);
		},
		{ rootMargin: AHEAD },
	);
	watched.set(element, tell);
	eye.observe(element);
	const watching = eye;
	return () => watching.unobserve(element);
}

interface LeavesProps {
	readonly leaves: readonly Leaf[];
	readonly children: (leaf: Leaf) => ComponentChildren;
}

/** A long list of which only what is near the eye is on the page. */
export function Leaves({ leaves, children }: LeavesProps) {
	return (
		<>
			{sheavesOf(leaves).map(({ key, held, before }) => (
				<Sheaf key={key} leaves={held} before={before} show={children} />
			))}
		</>
	);
}

interface SheafOfLeaves {
	readonly key: string;
	readonly held: readonly Leaf[];
	/** How many leaves lie above it. */
	readonly before: number;
}

/**
 * What comes onto the page makes the browser lay out its neighbours anew: a sheaf, not all of them. Like leaves they are cut from the
 * oldest on, so that what is new changes the first one only.
 */
function sheavesOf(leaves: readonly Leaf[]): readonly SheafOfLeaves[] {
	const sheaves: SheafOfLeaves[] = [];
	for (let end = leaves.length; end > 0; end -= LEAVES_OF_A_SHEAF) {
		const before = Math.max(0, end - LEAVES_OF_A_SHEAF);
		sheaves.push({ key: leaves[end - 1]?.key ?? "", held: leaves.slice(before, end), before });
	}
	return sheaves.reverse();
}

interface SheafProps {
	readonly leaves: readonly Leaf[];
	readonly before: number;
	readonly show: (leaf: Leaf) => ComponentChildren;
}

/** Far from the eye it is one empty box of its height, which says how many leaves are in it and how old they are. */
function Sheaf({ leaves, before, show }: SheafProps) {
	const box = useRef<HTMLDivElement>(null);
	const isNear = useNear(box, before < LEAVES_AT_ONCE);
	return (
		<div
			ref={box}
			class="sheaf"
			style={isNear ? {} : { "block-size": heldHeight(leaves) }}
			data-leaves={leaves.length}
			data-oldest={leaves.at(-1)?.days.at(-1)?.day}
		>
			{isNear &&
				leaves.map((leaf, at) => (
					<LeafPlace key={leaf.key} leaf={leaf} first={before + at < LEAVES_AT_ONCE} show={show} />
				))}
		</div>
	);
}

/** Whether a box is near the eye; until that is known, whether it is among the `first`. */
function useNear(box: RefObject<Element | null>, first: boolean): boolean {
	const near = useSignal(first);
	useEffect(() => {
		const element = box.current;
		if (element === null) return;
		return watchNear(element, (isNear) => {
			near.value = isNear;
		});
	}, [box, near]);
	return near.value;
}

interface LeafPlaceProps {
	readonly leaf: Leaf;
	readonly first: boolean;
	readonly show: (leaf: Leaf) => ComponentChildren;
}

function LeafPlace({ leaf, first, show }: LeafPlaceProps) {
	const box = useRef<HTMLDivElement>(null);
	const shown = useNear(box, first);

	useLayoutEffect(() => {
		const element = box.current;
		if (element === null || !shown) return;
		const measure = new ResizeObserver(() => heights.set(leaf.key, heightOf(element)));
		measure.observe(element);
		return () => measure.disconnect();
	}, [leaf, shown]);

	return (
		<div
			ref={box}
			class="leaf"
			style={shown ? {} : { "block-size": heldHeight([leaf]) }}
			data-oldest={leaf.days.at(-1)?.day}
		>
			{shown && show(leaf)}
		</div>
	);
}

/** To the fraction of a pixel: in hundreds of leaves the roundings would add up. */
function heightOf(element: HTMLElement): number {
	return element.getBoundingClientRect().height;
}

/** How high leaves were when they were last seen, and about how high the others are. */
function heldHeight(leaves: readonly Leaf[]): string {
	let [seen, lines] = [0, 0];
	for (const { key, entries } of leaves) {
		const height = heights.get(key);
		if (height === undefined) lines += entries;
		else seen += height;
	}
	return `calc(${seen}px + ${lines} * var(--leaf-line))`;
}
