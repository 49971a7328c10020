import { useSignal } from "@preact/signals";
import { useKnownPapers } from "../drill/known-papers.ts";
import { ConfirmSheet } from "../kit.tsx";
import { say } from "../words.ts";

/** On the device that made the sheet, until a part of it was typed back. */
export function SheetCheck({ onRight }: { readonly onRight: () => void }) {
	const papers = useKnownPapers() ?? [];
	const isRight = useSignal(false);
	const sheet = papers.find(({ paper }) => paper === "sheet");
	if (sheet === undefined || sheet.typed !== undefined || isRight.value) return null;
	return (
		<>
			<p class="prose">{say("sheet.unconfirmed", { number: sheet.ask })}</p>
			<ConfirmSheet
				ask={sheet.ask}
				onRight={() => {
					isRight.value = true;
					onRight();
				}}
			/>
		</>
	);
}
