import { useSignal } from "@preact/signals";
import { Working } from "../working.tsx";

/** Work whose length nobody knows, in words. */
export function Underway({ words }: { readonly words: string }) {
	const work = useSignal<"unknown">("unknown");
	return <Working work={work} words={words} />;
}
