import type { Part } from "./match.ts";

/** Words, and among them what was looked for, marked. */
export function Found({ parts }: { readonly parts: readonly Part[] }) {
	return (
		<>
			{parts.map(({ words, found }, at) =>
				found ? <mark key={`${at} ${words}`}>{words}</mark> : words,
			)}
		</>
	);
}
