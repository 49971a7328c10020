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
			{sheavesOf(leaves).map((sheaf, at) => (
				<Sheaf key={sheaf[0]?.key} leaves={sheaf} first={at === 0} show={children} />
			))}
		</>
	);
}

/** What comes onto the page makes the browser lay out its neighbours anew: a sheaf, not all of them. */
function sheavesOf(leaves: readonly Leaf[]): readonly (readonly Leaf[])[] {
	const sheaves: (readonly Leaf[])[] = [];
	for (let at = 0; at < leaves.length; at += LEAVES_OF_A_SHEAF) {
		sheaves.push(leaves.slice(at, at + LEAVES_OF_A_SHEAF));
	}
	return sheaves;
}

interface SheafProps {
	readonly leaves: readonly Leaf[];
	readonly first: boolean;
	readonly show: (leaf: Leaf) => ComponentChildren;
}

function Sheaf({ leaves, first, show }: SheafProps) {
	const box = useRef<HTMLDivElement>(null);
	const isNear = useNear(box, first, true);
	return (
		<div ref={box} class="sheaf">
			{leaves.map((leaf, at) => (
				<LeafPlace
					key={leaf.key}
					leaf={leaf}
					first={first && at < LEAVES_AT_ONCE}
					watched={isNear}
					show={show}
				/>
			))}
		</div>
	);
}

/** Whether what is in a box is near the eye; it is not while nobody watches it. */
function useNear(box: RefObject<Element | null>, first: boolean, watched: boolean): boolean {
	const near = useSignal(first);
	useEffect(() => {
		const element = box.current;
		if (element === null || !watched) return;
		const stop = watchNear(element, (isNear) => {
			near.value = isNear;
		});
		return () => {
			stop();
			near.value = false;
		};
	}, [box, near, watched]);
	return near.value;
}

interface LeafPlaceProps {
	readonly leaf: Leaf;
	readonly first: boolean;
	readonly watched: boolean;
	readonly show: (leaf: Leaf) => ComponentChildren;
}

function LeafPlace({ leaf, first, watched, show }: LeafPlaceProps) {
	const box = useRef<HTMLDivElement>(null);
	const shown = useNear(box, first, watched);

	useLayoutEffect(() => {
		const element = box.current;
		if (element === null || !shown) return;
		const measure = new ResizeObserver(() => heights.set(leaf.key, heightOf(element)));
		measure.observe(element);
		return () => measure.disconnect();
	}, [leaf, shown]);

	return (
		<div ref={box} class="leaf" style={shown ? {} : held(leaf)} data-oldest={leaf.days.at(-1)?.day}>
			{shown && show(leaf)}
		</div>
	);
}

/** To the fraction of a pixel: in hundreds of leaves the roundings would add up. */
function heightOf(element: HTMLElement): number {
	return element.getBoundingClientRect().height;
}

function held(leaf: Leaf): Record<string, string> {
	const height = heights.get(leaf.key);
	if (height !== undefined) return { "block-size": `${height}px` };
	return { "block-size": `calc(${leaf.entries} * var(--leaf-line))` };
}
