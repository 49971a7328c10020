import { useSignal } from "@preact/signals";
import type { DoorResult } from "../app/contract.ts";
import { Button } from "./button.tsx";
import { useMoments } from "./context.ts";
import { type DoorName, DoorPart, StepThrough } from "./door-part.tsx";
import { EraseDoor, ForgetDoor } from "./last-doors.tsx";
import { Said } from "./said.tsx";
import { Screen } from "./screen.tsx";
import { SignedOut } from "./signed-out.tsx";
import { say, type Word } from "./words.ts";

/** Five doors, from the lightest to the last: each says what stays, what goes, and whether it can be undone. */
export function Doors() {
	const moments = useMoments();
	const said = useSignal<Word | undefined>(undefined);
	const hasAccount = moments.backup.value.name !== "off";
	const out = moments.signedOut.value;
	const told = (door: DoorName, result: DoorResult): void => {
		said.value = result === "done" ? `doors.${door}.done` : `doors.${result}`;
	};
	return (
		<Screen name="ladder" title={say("doors.title")}>
			<div class="stack">
				<p class="lead">{say("doors.lead")}</p>
				{!hasAccount && <p class="prose">{say("doors.no-account")}</p>}
				<Said words={said.value && say(said.value)} />
			</div>
			<DoorPart name="lock">
				<div class="button-row">
					<Button onClick={moments.lock}>{say("doors.lock.go")}</Button>
				</div>
			</DoorPart>
			{hasAccount && (
				<DoorPart name="out">
					{moments.passkey.value && <p class="prose">{say("passkey.door")}</p>}
					{out ? (
						<SignedOut />
					) : (
						<StepThrough
							name="out"
							through={moments.signOut}
							onDone={(result) => told("out", result)}
						/>
					)}
				</DoorPart>
			)}
			<ForgetDoor onDone={(result) => told("forget", result)} />
			{hasAccount && (
				<>
					<DoorPart name="everywhere">
						{moments.passkey.value && <p class="prose">{say("passkey.door")}</p>}
						<StepThrough
							name="everywhere"
							through={moments.signOutEverywhere}
							onDone={(result) => told("everywhere", result)}
						/>
					</DoorPart>
					<EraseDoor onDone={(result) => told("erase", result)} />
				</>
			)}
		</Screen>
	);
}
