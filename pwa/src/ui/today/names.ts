import { type Direction, type Entry, moment } from "../../app/contract.ts";

const SHOWN = 4;

/** Who or what was named last with moments of that direction, newest first. */
export function namesOf(entries: readonly Entry[], direction: Direction): readonly string[] {
	const names = entries
		.filter(({ kind }) => kind === "moment")
		.map(({ fields }) => moment.read(fields))
		.filter((one) => one.direction === direction && one.who !== "")
		.map(({ who }) => who);
	return [...new Set(names)].slice(0, SHOWN);
}
