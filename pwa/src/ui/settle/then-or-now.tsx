import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { Button } from "../button.tsx";
import type { Answered, ThenOrNow as ThenOrNowContent } from "../content.ts";
import { Moves, OneThing } from "../one-thing.tsx";
import { back, go } from "../route.ts";
import { say } from "../words.ts";

const replies = ["then", "now", "both", "unknown"] as const;

/** Where one is: the question about safety, what follows from it, a question by its number, the last one and its replies. */
type At = "safe" | "yes" | "unsure" | number | "which" | (typeof replies)[number];

/** Tells past fear from present safety, as far as the person tells it. Whether something is not safe now is asked first. */
export function ThenOrNow({ questions }: { readonly questions: ThenOrNowContent }) {
	const trail = useSignal<readonly At[]>(["safe"]);
	const at = trail.value.at(-1) ?? "safe";
	const { title: over, safe, parts, which } = questions;

	const to = (next: At): void => {
		trail.value = [...trail.value, next];
	};
	const toPart = (next: number): void => to(next < parts.length ? next : "which");
	const moves = (onNext?: () => void, next?: "settle.go-on") => (
		<Moves
			onBack={() => {
				if (trail.value.length < 2) back();
				else trail.value = trail.value.slice(0, -1);
			}}
			onNext={onNext}
			{...(next && { next })}
		/>
	);
	const answered = ({ ask, hint }: Answered, ways: ComponentChildren, help = true) => (
		<OneThing key={at} over={over} ask={ask} hint={hint} moves={ways}>
			{help && (
				<Button kind="stone" onClick={() => go("/help")}>
					{say("settle.help")}
				</Button>
			)}
		</OneThing>
	);

	switch (at) {
		case "safe":
			return (
				<OneThing key={at} over={over} ask={safe.ask} hint={safe.hint} moves={moves()}>
					<div class="answers">
						<Button onClick={() => toPart(0)}>{safe.no}</Button>
						<Button onClick={() => to("unsure")}>{safe.unsure.answer}</Button>
						<Button onClick={() => to("yes")}>{safe.yes.answer}</Button>
					</div>
				</OneThing>
			);
		case "yes":
			return answered(safe.yes, moves());
		case "unsure":
			return answered(
				safe.unsure,
				moves(() => toPart(0), "settle.go-on"),
			);
		case "which":
			return (
				<OneThing key={at} over={over} ask={which.ask} hint={which.hint} moves={moves()}>
					<div class="answers">
						{replies.map((reply) => (
							<Button key={reply} onClick={() => to(reply)}>
								{which[reply].answer}
							</Button>
						))}
					</div>
				</OneThing>
			);
		case "then":
		case "now":
		case "both":
		case "unknown":
			return answered(which[at], moves(), at !== "then");
		default: {
			const { ask = "", hint = "" } = parts[at] ?? {};
			return (
				<OneThing key={at} over={over} ask={ask} hint={hint} moves={moves(() => toPart(at + 1))} />
			);
		}
	}
}
