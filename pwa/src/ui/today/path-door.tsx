import { useMoments } from "../context.ts";
import { goTab } from "../route.ts";
import { say } from "../words.ts";
import { Door } from "./door.tsx";

/** To the path. */
export function PathDoor() {
	useMoments();
	return <Door title={say("today.path")} onOpen={() => goTab("/path")} />;
}
