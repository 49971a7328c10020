import { useSignal } from "@preact/signals";
import type { TogetherResult } from "../app/contract.ts";
import { Button } from "./button.tsx";
import { useMoments } from "./context.ts";
import { say } from "./words.ts";

/** Two histories differ: what that can mean, and bringing both together when the person says so. */
export function Together() {
	const moments = useMoments();
	const result = useSignal<TogetherResult | "busy" | undefined>(undefined);
	const bring = async (): Promise<void> => {
		result.value = "busy";
		result.value = await moments.bringTogether();
	};
	if (!moments.isForked() && result.value === undefined) return null;
	const isOffered = result.value === undefined || result.value === "later";
	return (
		<section class="part">
			<h2>{say("backup.together.title")}</h2>
			{result.value !== "together" && <p class="prose">{say("backup.together.text")}</p>}
			<div role="status">
				{result.value && <p class="prose">{say(`backup.together.${result.value}`)}</p>}
			</div>
			{isOffered && (
				<div class="button-row">
					<Button onClick={() => void bring()}>{say("backup.together.do")}</Button>
				</div>
			)}
		</section>
	);
}
