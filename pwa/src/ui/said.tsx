import { useLayoutEffect, useRef } from "preact/hooks";
import "./said.css";

/** A calm answer to something that was tried. Keeps its place in the page so that it is read out. */
export function Said({ words }: { readonly words: string | undefined }) {
	const place = useRef<HTMLDivElement>(null);
	useLayoutEffect(() => {
		if (words !== undefined)
			place.current?.querySelector("p")?.scrollIntoView({ block: "nearest" });
	}, [words]);
	return (
		<div role="alert" ref={place}>
			{words !== undefined && <p class="said">{words}</p>}
		</div>
	);
}
