import { useSignal } from "@preact/signals";
import { Button } from "./button.tsx";
import { useMoments } from "./context.ts";
import { invitation, shownKit } from "./desk.ts";
import { Secret, TextField } from "./field.tsx";
import { Said } from "./said.tsx";
import { say, type Word } from "./words.ts";
import { useWork, Working, working } from "./working.tsx";

/** Asks for the passphrase (and the invitation, the first time) and makes a kit. */
export function TurnOn({ invited = false }: { readonly invited?: boolean }) {
	const moments = useMoments();
	const code = useSignal(invitation.peek());
	const passphrase = useSignal("");
	const said = useSignal<Word | undefined>(undefined);
	const work = useWork();

	const turnOn = async (): Promise<void> => {
		const incomplete = passphrase.value === "" || (invited && code.value.trim() === "");
		if (work.value !== undefined || incomplete) return;
		said.value = undefined;
		const result = await working(work, (progress) =>
			moments.turnOnBackup(code.value.trim(), passphrase.value, progress),
		);
		if (result.name === "refused") {
			said.value = `backup.refused.${result.cause}`;
			return;
		}
		invitation.value = "";
		shownKit.value = result.kit;
		document.querySelector<HTMLElement>("h1")?.focus();
	};

	return (
		<form
			class="stack"
			onSubmit={(event) => {
				event.preventDefault();
				void turnOn();
			}}
		>
			{invited && (
				<TextField
					label={say("backup.invitation")}
					value={code.value}
					onInput={(text) => {
						code.value = text;
					}}
					hint={say(invitation.value ? "backup.invitation.here" : "backup.invitation.hint")}
				/>
			)}
			<Secret
				label={say("backup.passphrase")}
				value={passphrase.value}
				onInput={(text) => {
					passphrase.value = text;
				}}
			/>
			<Said words={said.value && say(said.value)} />
			<Working work={work} words={say("backup.working")} />
			<Button kind="stone" type="submit" disabled={work.value !== undefined}>
				{say(invited ? "backup.turn-on" : "backup.new-kit")}
			</Button>
		</form>
	);
}
