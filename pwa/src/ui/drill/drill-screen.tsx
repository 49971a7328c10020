import { useSignal } from "@preact/signals";
import type { KnownPaper, PaperName } from "../../app/contract.ts";
import { Button } from "../button.tsx";
import { useMoments } from "../context.ts";
import { go } from "../route.ts";
import { Screen } from "../screen.tsx";
import { TypeBack } from "../type-back.tsx";
import { say } from "../words.ts";
import { drillAgain } from "./due.ts";
import { useKnownPapers } from "./known-papers.ts";

/** Two minutes to find the kit, and the sheet where there is one (C23). Nothing hangs on it: it can be left at any point. */
export function DrillScreen() {
	const papers = useKnownPapers();
	return (
		<Screen name="drill" title={say("drill.title")}>
			<p class="lead">{say("drill.lead")}</p>
			{papers?.length === 0 && <p class="prose">{say("drill.none")}</p>}
			{papers && papers.length > 0 && <Search papers={papers} />}
			<section class="part">
				<h2>{say("drill.gone.title")}</h2>
				<p class="prose">{say("drill.gone")}</p>
				<div class="button-row">
					<Button onClick={() => go("/keys")}>{say("keys.title")}</Button>
				</div>
			</section>
		</Screen>
	);
}

function Search({ papers }: { readonly papers: readonly KnownPaper[] }) {
	const moments = useMoments();
	const found = useSignal<readonly PaperName[]>([]);
	const left = papers.filter(({ paper }) => !found.value.includes(paper));
	const find = (paper: PaperName): void => {
		found.value = [...found.value, paper];
		if (left.length === 1) {
			void moments.changeSettings({ drillAfter: drillAgain(moments.today(), "found") });
		}
		document.querySelector<HTMLElement>("h1")?.focus();
	};
	return (
		<>
			<div class="stack" role="status">
				{found.value.map((paper) => (
					<p key={paper} class="prose" data-found={paper}>
						{say(`drill.found.${paper}`)}
					</p>
				))}
				{left.length === 0 && <p class="prose">{say("drill.done")}</p>}
			</div>
			{left.map(({ paper, ask }) => (
				<TypeBack
					key={paper}
					title={say(`keys.name.${paper}`)}
					label={say(`${paper}.ask`, { number: ask })}
					check={(typed) => moments.typeBack(paper, typed)}
					onRight={() => find(paper)}
				/>
			))}
		</>
	);
}
