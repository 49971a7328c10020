import type { Signal } from "@preact/signals";
import type { Present } from "../../app/contract.ts";
import { Button } from "../button.tsx";
import { useMoments } from "../context.ts";
import { Secret } from "../field.tsx";
import { say } from "../words.ts";

interface PresentFieldProps {
	readonly label: string;
	readonly present: Signal<Present>;
}

/** The passphrase of now; where it is forgotten and this phone's lock opens the journal, that in its place. */
export function PresentField({ label, present }: PresentFieldProps) {
	const { passkey } = useMoments();
	const isForgotten = present.value === undefined;
	return (
		<>
			{present.value === undefined ? (
				<p class="prose">{say("change.passkey.text")}</p>
			) : (
				<Secret
					label={label}
					value={present.value}
					onInput={(text) => {
						present.value = text;
					}}
					enter="next"
				/>
			)}
			{passkey.value && (
				<Button
					kind="quiet"
					onClick={() => {
						present.value = isForgotten ? "" : undefined;
					}}
				>
					{say(isForgotten ? "change.passkey.remembered" : "change.passkey.forgotten")}
				</Button>
			)}
		</>
	);
}
