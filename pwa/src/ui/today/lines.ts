import { moment } from "../../app/contract.ts";
import type { Said } from "../kind-view.tsx";
import { say } from "../words.ts";
import { answered } from "./signs.ts";

/** "Moment · towards · Ana". */
export function momentLine({ fields }: Said): string {
	const { turn, direction, who } = moment.read(fields);
	const where =
		who || (direction === undefined ? "" : lowered(say(`moment.direction.${direction}`)));
	const parts = [turn && say(`moment.said.${turn}`), where].filter((part) => part);
	return [say("kind.moment"), ...parts].join(" · ");
}

/** "How it is · On guard, Pulling away": which signs were answered. How much is no matter of a list. */
export function checkInLine({ fields }: Said): string {
	const names = answered(fields).map(([sign]) => lowered(say(`check-in.${sign}`)));
	return [say("kind.check-in"), names.join(", ")].filter((part) => part !== "").join(" · ");
}

function lowered(text: string): string {
	return text.charAt(0).toLowerCase() + text.slice(1);
}
