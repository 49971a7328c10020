import { useSignal } from "@preact/signals";
import { Button } from "../button.tsx";
import type { Senses as SensesContent } from "../content.ts";
import { Moves, OneThing } from "../one-thing.tsx";
import { back } from "../route.ts";
import { say } from "../words.ts";
import "./senses.css";

/** What is around, one sense after another; each has a second way for who cannot or would rather not use it. */
export function Senses({ senses }: { readonly senses: SensesContent }) {
	const at = useSignal(0);
	const way = useSignal(0);
	const to = (next: number): void => {
		if (next < 0) {
			back();
			return;
		}
		at.value = next;
		way.value = 0;
	};
	const part = senses.parts[at.value];
	if (part === undefined) {
		const moves = (
			<Moves onBack={() => to(at.value - 1)} onNext={() => to(0)} next="settle.again" />
		);
		return <OneThing key="close" over={senses.title} {...senses.close} moves={moves} />;
	}
	const { ask = "", hint = "" } = part.ways[way.value] ?? {};
	return (
		<OneThing
			key={`${at.value} ${way.value}`}
			over={senses.title}
			ask={ask}
			hint={hint}
			moves={<Moves onBack={() => to(at.value - 1)} onNext={() => to(at.value + 1)} />}
		>
			<Tally key={at.value} count={part.count} />
			<Button
				kind="quiet"
				onClick={() => {
					way.value = (way.value + 1) % part.ways.length;
				}}
			>
				{say("settle.another")}
			</Button>
		</OneThing>
	);
}

/** As many stones as things are looked for: to be touched, or not. */
function Tally({ count }: { readonly count: number }) {
	const touched = useSignal<ReadonlySet<number>>(new Set());
	const stones = Array.from({ length: count }, (_, at) => at + 1);
	return (
		<ul class="tally" aria-label={say("settle.stones")}>
			{stones.map((stone) => (
				<li key={stone}>
					<button
						class="tally-stone"
						type="button"
						aria-label={say("settle.stone", { number: stone })}
						aria-pressed={touched.value.has(stone)}
						onClick={() => {
							touched.value = touched.value.symmetricDifference(new Set([stone]));
						}}
					/>
				</li>
			))}
		</ul>
	);
}
