import type { Attached } from "../../app/contract.ts";
import { say } from "../words.ts";
import { lengthInWords } from "./length.ts";

interface Numbered {
	readonly one: Attached;
	/** Which of its sort it is, from 1, and how many there are. */
	readonly number: number;
	readonly count: number;
}

/** What a screen reader hears of it; what is in a picture is for the entry's own words to say. */
export function nameOf({ one, number, count }: Numbered): string {
	if (one.sort === "photo") return say("attach.name.photo", { number, count });
	if (one.sort !== "voice") return say("attach.name.other", { number, count });
	return say("attach.name.voice", { number, count, length: lengthInWords(one.seconds ?? 0) });
}
