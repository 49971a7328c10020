import type { Signal } from "@preact/signals";
import { useSignal } from "@preact/signals";
import type { Progress } from "../app/contract.ts";
import "./working.css";

/** How far long work has come: undefined when none goes on, `unknown` or 0 to 1 else. */
export type Work = Signal<number | "unknown" | undefined>;

export function useWork(): Work {
	return useSignal<number | "unknown" | undefined>(undefined);
}

/** Does long work while its progress shows, and returns what it gave. */
export async function working<T>(work: Work, what: (progress: Progress) => Promise<T>): Promise<T> {
	work.value = "unknown";
	try {
		return await what((part) => {
			work.value = part ?? "unknown";
		});
	} finally {
		work.value = undefined;
	}
}

/** The line that fills, with what is being done in words. */
export function Working({
	work,
	words,
}: {
	readonly work: Pick<Work, "value">;
	readonly words: string;
}) {
	const part = work.value;
	return (
		<div class="working" role="status">
			{part !== undefined && (
				<>
					<p class="quiet">{words}</p>
					<progress aria-label={words} {...(part === "unknown" ? {} : { value: part })} />
				</>
			)}
		</div>
	);
}
