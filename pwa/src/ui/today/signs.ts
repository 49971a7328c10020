import { type CheckIn, checkIn, type Fields, type Sign, signs } from "../../app/contract.ts";
import { say, type Word } from "../words.ts";

export const MOST = 10;

/** From 0 to 10 in words; no sum and no mean is made of them anywhere. */
export function degreeOf(value: number): Word {
	if (value === 0) return "check-in.degree.none";
	if (value <= 3) return "check-in.degree.little";
	if (value <= 6) return "check-in.degree.some";
	return value <= 8 ? "check-in.degree.strong" : "check-in.degree.very";
}

export function valueInWords(value: number | undefined): string {
	if (value === undefined) return say("check-in.open");
	return say("check-in.value", { degree: say(degreeOf(value)), value });
}

/** The signs that were answered, in their order. */
export function answered(fields: Fields): readonly (readonly [Sign, number])[] {
	const value: CheckIn = checkIn.read(fields);
	return signs.flatMap((sign) => {
		const said = value[sign];
		return said === undefined ? [] : [[sign, said] as const];
	});
}
