import { language } from "../language.ts";

/** `m:ss`, or in words for who hears it. */
export function lengthInFigures(seconds: number): string {
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

export function lengthInWords(seconds: number): string {
	const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
	const parts = [
		...(minutes > 0 ? [unit(minutes, "minute")] : []),
		...(rest > 0 || minutes === 0 ? [unit(rest, "second")] : []),
	];
	return parts.join(" ");
}

function unit(value: number, of: "minute" | "second"): string {
	const style = { style: "unit", unit: of, unitDisplay: "short" } as const;
	return new Intl.NumberFormat(language.value, style).format(value);
}
