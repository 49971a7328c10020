import { useSignal } from "@preact/signals";
import type { TogetherResult } from "../app/contract.ts";
import { Button } from "./button.tsx";
import { useMoments } from "./context.ts";
import { BothCodes } from "./head-codes.tsx";
import { go, type Path } from "./route.ts";
import { say } from "./words.ts";
import "./together.css";

/** Two histories differ: what that can mean, the codes of both, and what becomes of them when the person says so. */
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
			{result.value !== "together" && (
				<>
					<p class="prose">{say("backup.together.text")}</p>
					<BothCodes asked={result.value} />
				</>
			)}
			{isOffered && <p class="prose">{say("backup.together.offer")}</p>}
			<div role="status">
				{result.value && <p class="prose">{say(`backup.together.${result.value}`)}</p>}
			</div>
			{isOffered && (
				<div class="button-row">
					<Button onClick={() => void bring()}>{say("backup.together.do")}</Button>
				</div>
			)}
			{result.value === "apart" && (
				<div class="which-history">
					<Which history="there" path="/join" />
					<Which history="here" path="/doors" />
				</div>
			)}
		</section>
	);
}

interface WhichProps {
	readonly history: "there" | "here";
	readonly path: Path;
}

/** One of two histories that cannot become one: what it takes that this one goes on. Both have the same weight. */
function Which({ history, path }: WhichProps) {
	return (
		<div>
			<h3>{say(`backup.together.${history}.title`)}</h3>
			<p class="prose">{say(`backup.together.${history}.text`)}</p>
			<div class="button-row">
				<Button onClick={() => go(path)}>{say(`backup.together.${history}.do`)}</Button>
			</div>
		</div>
	);
}
