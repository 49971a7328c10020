import { type Signal, signal } from "@preact/signals";
import type { ComponentType } from "preact";

/** A screen that can be loaded before it shows. */
export type Late = ComponentType & { readonly soon: () => void };

/** A part of a screen whose code comes when it is first shown; nothing stands in its place until then. */
export function latePart<P extends object>(
	load: () => Promise<ComponentType<P>>,
): ComponentType<P> {
	const { loaded, begin } = loading(load);
	return function LatePart(props: P) {
		const here = loaded.value;
		if (here === undefined) begin();
		return here === undefined ? null : <here.Part {...props} />;
	};
}

/** A screen whose code comes when it is first opened. All files of a release lie in the cache: that takes no network. */
export function late(load: () => Promise<ComponentType>): Late {
	const { loaded, begin } = loading(load);
	const Screen: ComponentType = () => {
		const here = loaded.value;
		if (here === undefined) begin();
		return here === undefined ? <main class="screen" aria-busy="true" /> : <here.Part />;
	};
	return Object.assign(Screen, { soon: begin });
}

interface Loading<P> {
	readonly loaded: Signal<{ readonly Part: ComponentType<P> } | undefined>;
	/** In the moment that it is wanted, not once its empty place was drawn. */
	readonly begin: () => void;
}

function loading<P>(load: () => Promise<ComponentType<P>>): Loading<P> {
	const loaded: Loading<P>["loaded"] = signal(undefined);
	let isUnderWay = false;
	const begin = (): void => {
		if (isUnderWay) return;
		isUnderWay = true;
		void load()
			.then((Part) => {
				loaded.value = { Part };
			})
			.finally(() => {
				// What could not be loaded is asked for again.
				isUnderWay = loaded.peek() !== undefined;
			});
	};
	return { loaded, begin };
}
