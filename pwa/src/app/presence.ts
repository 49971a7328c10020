// Whether the person is here. Away from the page it is covered at once; away for longer than the grace, or idle, it locks (C18).

import { effect, type ReadonlySignal, signal, untracked } from "@preact/signals";

export interface Patience {
	/** Seconds in the background before it locks; 0 locks at once. */
	readonly lockGrace: number;
	/** Minutes without a touch before it locks. */
	readonly idle: number;
}

export interface Moves {
	/** The page goes out of sight: keep what is being written. Called before any lock. */
	away(): void;
	/** The page is in sight again and still open. */
	back(): void;
	lock(): void;
}

export interface Presence {
	readonly covered: ReadonlySignal<boolean>;
}

/** `recording` is said by our own recorder: who speaks touches nothing. */
const touches = ["pointerdown", "keydown", "wheel", "touchstart", "recording"] as const;
/** Said by our own way to a file as it opens the chooser or the camera: on a phone that is another app, and the page is out of sight. */
const choosing = "choosing-file";
/** Seconds that a voice has to be kept in which was being recorded as the page went out of sight: only then it locks. */
const keeping = 3;
/** Milliseconds after which nothing is recorded any more, once the recorder falls silent. */
const silence = 1_000;
/** Milliseconds between two looks at the idle clock. One timer for the whole time would sleep with the phone. */
const look = 30_000;

/**
 * Watches for the life of the page. `patience`, which reads signals, is undefined while nothing is open: then, and out of sight, no
 * timer runs.
 */
export function watchPresence(
	patience: () => Patience | undefined,
	moves: Moves,
	now: () => number,
): Presence {
	const covered = signal(false);
	let leftAt: number | undefined;
	let touchedAt = now();
	let recordedAt = Number.NEGATIVE_INFINITY;
	let isChoosing = false;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let watch: ReturnType<typeof setTimeout> | undefined;

	const cover = (on: boolean): void => {
		// The attribute first: the style sheet hides everything before any screen renders again.
		document.documentElement.toggleAttribute("data-covered", on);
		covered.value = on;
	};
	/** Seconds out of sight before it locks. Whoever looks for a photo for this page, or takes it, is here as long as one who reads. */
	const graceNow = (): number | undefined => {
		const { lockGrace, idle } = patience() ?? {};
		if (lockGrace === undefined || idle === undefined) return undefined;
		if (isChoosing) return Math.max(lockGrace, idle * 60);
		return now() - recordedAt < silence ? Math.max(lockGrace, keeping) : lockGrace;
	};
	const leave = (): void => {
		cover(true);
		if (leftAt !== undefined) return;
		leftAt = now();
		clearTimeout(watch);
		moves.away();
		const grace = graceNow();
		if (grace === 0) moves.lock();
		else if (grace !== undefined) timer = setTimeout(moves.lock, grace * 1000);
	};
	const comeBack = (): void => {
		clearTimeout(timer);
		const grace = graceNow();
		isChoosing = false;
		const gone = leftAt === undefined ? 0 : now() - leftAt;
		// A sleeping phone runs no timers, and a clock set back must not lengthen the grace.
		if (grace !== undefined && leftAt !== undefined && (gone >= grace * 1000 || gone < 0)) {
			moves.lock();
		}
		leftAt = undefined;
		touchedAt = now();
		cover(false);
		if (patience() !== undefined) moves.back();
		lookAtClock();
	};
	/** Milliseconds until nobody has been here for too long; infinitely many while nothing is open. */
	const left = (): number => {
		const idle = patience()?.idle ?? Number.POSITIVE_INFINITY;
		return idle * 60_000 - (now() - touchedAt);
	};
	const lookAtClock = (): void => {
		clearTimeout(watch);
		const rest = left();
		if (rest === Number.POSITIVE_INFINITY || leftAt !== undefined) return;
		if (rest <= 0 || now() < touchedAt) moves.lock();
		// The last look is not to come soon after the one before it.
		else watch = setTimeout(lookAtClock, rest < 2.5 * look ? rest : look);
	};
	/** After a sleep the first touch may come sooner than any timer, and says nothing of who was here before. */
	const touch = (): void => {
		if (left() <= 0) moves.lock();
		touchedAt = now();
		isChoosing = false;
	};

	document.addEventListener("visibilitychange", () =>
		document.visibilityState === "hidden" ? leave() : comeBack(),
	);
	addEventListener("pagehide", () => {
		leave();
		// Keys and text are gone before the page can enter the back/forward cache.
		moves.lock();
	});
	addEventListener("pageshow", (event) => {
		if (event.persisted) comeBack();
	});
	addEventListener("blur", () => cover(true));
	addEventListener("focus", () => {
		if (document.visibilityState === "visible") cover(false);
	});
	addEventListener(choosing, () => {
		isChoosing = true;
	});
	addEventListener("recording", () => {
		recordedAt = now();
	});
	for (const one of touches) addEventListener(one, touch, { passive: true, capture: true });
	effect(() => {
		patience();
		untracked(lookAtClock);
	});
	return { covered };
}
