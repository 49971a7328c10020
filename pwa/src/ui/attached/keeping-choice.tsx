import { useSignal } from "@preact/signals";
import type { RoomResult } from "../../app/contract.ts";
import { Button } from "../button.tsx";
import { useMoments } from "../context.ts";
import { Choice } from "../field.tsx";
import { say } from "../words.ts";
import { useAttachments } from "./use-attachments.ts";

/** Whether photos and voice notes are all on this phone, or come when they are wanted. */
export function KeepingChoice() {
	const moments = useMoments();
	const desk = useAttachments();
	const room = useSignal<RoomResult | undefined>(undefined);
	if (desk === undefined || moments.backup.value.name === "off") return null;
	const keepsAll = desk.keepsAll.value;
	return (
		<section class="part">
			<h2>{say("attach.title")}</h2>
			<Choice
				label={say("attach.keep")}
				value={keepsAll ? "all" : "wanted"}
				options={[
					{ value: "wanted", name: say("attach.keep.wanted") },
					{ value: "all", name: say("attach.keep.all") },
				]}
				onChoose={(chosen) => {
					room.value = undefined;
					void desk.keepAll(chosen === "all");
				}}
				hint={say("attach.keep.hint")}
			/>
			{!keepsAll && (
				<div class="button-row">
					<Button
						onClick={() =>
							void desk.makeRoom().then((result) => {
								room.value = result;
							})
						}
					>
						{say("attach.room")}
					</Button>
				</div>
			)}
			<p class="quiet" role="status">
				{room.value && say(`attach.room.${room.value}`)}
			</p>
		</section>
	);
}
