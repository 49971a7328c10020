import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";

/** A part of a screen whose code comes when it is first shown; nothing stands in its place until then. */
export function latePart<P extends object>(
	load: () => Promise<ComponentType<P>>,
): ComponentType<P> {
	const loaded = signal<{ readonly Part: ComponentType<P> } | undefined>(undefined);
	return function LatePart(props: P) {
		const here = loaded.value;
		useEffect(() => {
			if (loaded.peek() !== undefined) return;
			void load().then((Part) => {
				loaded.value = { Part };
			});
		}, []);
		return here === undefined ? null : <here.Part {...props} />;
	};
}

/** A screen whose code comes when it is first opened. All files of a release lie in the cache: that takes no network. */
export function late(load: () => Promise<ComponentType>): ComponentType {
	const loaded = signal<{ readonly Screen: ComponentType } | undefined>(undefined);
	return function Late() {
		const here = loaded.value;
		useEffect(() => {
			if (loaded.peek() !== undefined) return;
			void load().then((Screen) => {
				loaded.value = { Screen };
			});
		}, []);
		return here === undefined ? <main class="screen" aria-busy="true" /> : <here.Screen />;
	};
}
