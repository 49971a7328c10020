import { useSignal } from "@preact/signals";
import { Button } from "./button.tsx";
import { TextField } from "./field.tsx";
import { Said } from "./said.tsx";
import { say } from "./words.ts";

interface TypeBackProps {
	readonly title: string;
	/** Which group is asked for, of what. */
	readonly label: string;
	readonly check: (typed: string) => Promise<boolean>;
	readonly onRight: () => void;
}

/** One group of a paper that is in hand, typed as often as it takes. */
export function TypeBack({ title, label, check, onRight }: TypeBackProps) {
	const typed = useSignal("");
	const isWrong = useSignal(false);
	const look = async (): Promise<void> => {
		if (typed.value.trim() === "") return;
		isWrong.value = false;
		if (await check(typed.value)) onRight();
		else isWrong.value = true;
	};
	return (
		<section class="part kit-check">
			<h2>{title}</h2>
			<form
				class="stack"
				onSubmit={(event) => {
					event.preventDefault();
					void look();
				}}
			>
				<TextField
					label={label}
					value={typed.value}
					onInput={(text) => {
						typed.value = text;
					}}
					symbols
					enter="done"
				/>
				<Said words={isWrong.value ? say("kit.ask.wrong") : undefined} />
				<Button kind="stone" type="submit">
					{say("kit.ask.check")}
				</Button>
			</form>
		</section>
	);
}
