import { type Draft, type Entry, guidedPiece } from "../../app/contract.ts";
import { useMoments } from "../context.ts";
import { listedLine, openToEdit } from "../kind-view.tsx";
import { goTab } from "../route.ts";
import { say } from "../words.ts";
import { Door } from "./door.tsx";

/** To the guided piece that was begun last and left half-way, where there is one; else to the path. */
export function PathDoor() {
	const moments = useMoments();
	const stopped = lastStopped(moments.drafts.value, moments.entries.value);
	if (stopped === undefined) {
		return <Door title={say("today.path")} onOpen={() => goTab("/path")} />;
	}
	return (
		<Door
			title={say("today.path.stopped")}
			note={listedLine(stopped)}
			onOpen={() => openToEdit(moments.editDraft(stopped.id))}
		/>
	);
}

function lastStopped(
	drafts: readonly Draft[],
	entries: readonly Entry[],
): Draft | Entry | undefined {
	const draft = drafts.find(({ kind }) => kind === "piece");
	const isOpen = ({ kind, fields }: Entry): boolean =>
		kind === "piece" && !guidedPiece.read(fields).done;
	return draft ?? entries.filter(isOpen).sort((a, b) => b.at - a.at)[0];
}
