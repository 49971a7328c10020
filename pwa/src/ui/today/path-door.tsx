import { useMoments } from "../context.ts";
import { listedLine, openToEdit } from "../kind-view.tsx";
import { begunPieces } from "../path/begun.ts";
import { goTab } from "../route.ts";
import { say } from "../words.ts";
import { Door } from "./door.tsx";

/** To the guided piece that was begun last and left half-way, where there is one; else to the path. */
export function PathDoor() {
	const moments = useMoments();
	const stopped = begunPieces(moments)[0];
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
