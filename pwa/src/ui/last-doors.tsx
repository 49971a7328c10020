import { useSignal } from "@preact/signals";
import type { DoorResult } from "../app/contract.ts";
import { Button } from "./button.tsx";
import { useMoments } from "./context.ts";
import { AskedDoor, DoorPart } from "./door-part.tsx";
import { Secret } from "./field.tsx";
import { go } from "./route.ts";
import { say, sayCount } from "./words.ts";

interface DoorProps {
	readonly onDone: (result: DoorResult) => void;
}

/** Erasing what this device holds; what would be lost by it is counted first. */
export function ForgetDoor({ onDone }: DoorProps) {
	const moments = useMoments();
	const forget = async (): Promise<DoorResult> => {
		const result = await moments.forgetHere();
		if (result === "done") beginAnew();
		return result;
	};
	return (
		<DoorPart name="forget">
			<AskedDoor name="forget" through={forget} onDone={onDone}>
				<OnlyHere />
			</AskedDoor>
		</DoorPart>
	);
}

/** What is nowhere but here, and a copy of it. */
function OnlyHere() {
	const moments = useMoments();
	const count = moments.onlyHere();
	const isOff = moments.backup.value.name !== "on";
	return (
		<>
			<p class="prose">
				{count === 0 ? say("doors.only-here.none") : sayCount("doors.only-here", count)}
			</p>
			<p class="prose">{say(isOff ? "doors.only-here.no-kit" : "doors.only-here.kit")}</p>
			{count > 0 && (
				<div class="button-row">
					<Button onClick={() => go("/take")}>{say("take.title")}</Button>
				</div>
			)}
		</>
	);
}

/** Nothing chosen in this browser stays either, nor what this page still holds in memory. */
function beginAnew(): void {
	try {
		localStorage.clear();
	} catch {
		// Storage is refused: nothing was kept there.
	}
	location.replace("/");
}

/** Erasing the account from the server, for the passphrase. */
export function EraseDoor({ onDone }: DoorProps) {
	const moments = useMoments();
	const passphrase = useSignal("");
	const days = moments.practice.value?.backupDays ?? 0;
	return (
		<DoorPart name="erase">
			<AskedDoor
				name="erase"
				through={() => moments.eraseAccount(passphrase.value, () => undefined)}
				onDone={onDone}
			>
				<p class="prose">
					{days > 0 ? sayCount("doors.erase.days", days) : say("doors.erase.days.unknown")}
				</p>
				<Secret
					label={say("doors.erase.passphrase")}
					value={passphrase.value}
					onInput={(text) => {
						passphrase.value = text;
					}}
					enter="done"
				/>
			</AskedDoor>
		</DoorPart>
	);
}
