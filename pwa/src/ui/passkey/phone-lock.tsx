import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Progress } from "../../app/contract.ts";
import { Button } from "../button.tsx";
import { useMoments } from "../context.ts";
import { Ask } from "../keys/ask.tsx";
import { nameInWords } from "../name.ts";
import { Said } from "../said.tsx";
import { say, type Word } from "../words.ts";
import "./phone-lock.css";

/** Opening with this phone's lock: off, with what it means said before it is turned on (C19). */
export function PhoneLock() {
	const moments = useMoments();
	const isOffered = useSignal(true);
	const said = useSignal<Word | undefined>(undefined);
	useEffect(() => {
		void moments.canUsePasskey().then((can) => {
			isOffered.value = can;
		});
	}, [moments]);
	const turnOn = async (passphrase: string, progress: Progress): Promise<Word | undefined> => {
		said.value = undefined;
		const result = await moments.turnOnPasskey(passphrase, nameInWords(), progress);
		if (result === "on") return undefined;
		return result === "passphrase" ? "backup.refused.passphrase" : `passkey.refused.${result}`;
	};
	const turnOff = async (): Promise<void> => {
		const result = await moments.turnOffPasskey();
		said.value = result === "off" ? "passkey.turned-off" : "passkey.refused.storage";
	};
	return (
		<div class="phone-lock">
			<h3>{say("passkey.title")}</h3>
			<Said words={said.value && say(said.value, { app: nameInWords() })} />
			{moments.passkey.value && (
				<>
					<p class="prose">{say("passkey.on")}</p>
					<div class="button-row">
						<Button onClick={() => void turnOff()}>{say("passkey.turn-off")}</Button>
					</div>
				</>
			)}
			{!moments.passkey.value && (
				<>
					<p class="prose">{say(isOffered.value ? "passkey.off" : "passkey.none")}</p>
					{isOffered.value && (
						<Ask name={say("passkey.turn-on")} words="passkey.warning" act={turnOn} />
					)}
				</>
			)}
		</div>
	);
}
