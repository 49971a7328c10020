// One writer among the tabs of a browser (Web Locks), and one voice to all of them (BroadcastChannel).

export interface Tabs {
	/** True if this tab may write from now on. `onLost` is called when another tab takes over. */
	claim(steal: boolean, onLost: () => void): Promise<boolean>;
	release(): void;
	/** True if another tab may write. */
	isElsewhere(): Promise<boolean>;
	/** Tells the other tabs. */
	say(word: TabWord): void;
	/** Hears the other tabs. */
	listen(heard: (word: TabWord) => void): void;
}

/** `lock`: everything locks. `closed`: the writer is gone, its place is free. */
export type TabWord = "lock" | "closed";

const lockName = "moments-writer";

export function browserTabs(locks: LockManager, channel: BroadcastChannel): Tabs {
	let free: (() => void) | undefined;
	return {
		claim(steal, onLost) {
			if (free !== undefined) return Promise.resolve(true);
			return new Promise((resolve, reject) => {
				const held = (lock: Lock | null): Promise<void> | undefined => {
					resolve(lock !== null);
					return lock === null ? undefined : new Promise((done) => (free = done));
				};
				const options = steal ? { steal } : { ifAvailable: true };
				locks.request(lockName, options, held).catch((error: unknown) => {
					free = undefined;
					// A stolen lock rejects long after it was granted.
					if (error instanceof DOMException && error.name === "AbortError") onLost();
					else reject(error);
				});
			});
		},
		release() {
			free?.();
			free = undefined;
			channel.postMessage("closed");
		},
		async isElsewhere() {
			const { held } = await locks.query();
			return free === undefined && (held ?? []).some(({ name }) => name === lockName);
		},
		say: (word) => channel.postMessage(word),
		listen(heard) {
			channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
				if (data === "lock" || data === "closed") heard(data);
			});
		},
	};
}

/** A browser without locks and channels has one tab as far as the app can know. */
export const onlyTab: Tabs = {
	claim: () => Promise.resolve(true),
	release: () => undefined,
	isElsewhere: () => Promise.resolve(false),
	say: () => undefined,
	listen: () => undefined,
};
