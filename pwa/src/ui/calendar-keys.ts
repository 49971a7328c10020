import type { CivilDay } from "../app/contract.ts";
import { dayAfter, firstWeekday } from "./day.ts";
import { monthAfter, weekdayOf } from "./month.ts";

interface Key {
	readonly key: string;
	readonly shiftKey: boolean;
}

/** The day that a key leads to from another; undefined for a key that leads nowhere. */
export function dayFor({ key, shiftKey }: Key, day: CivilDay): CivilDay | undefined {
	const intoWeek = (weekdayOf(day) - firstWeekday() + 7) % 7;
	const onward = document.dir === "rtl" ? -1 : 1;
	switch (key) {
		case "ArrowLeft":
			return dayAfter(day, -onward);
		case "ArrowRight":
			return dayAfter(day, onward);
		case "ArrowUp":
			return dayAfter(day, -7);
		case "ArrowDown":
			return dayAfter(day, 7);
		case "Home":
			return dayAfter(day, -intoWeek);
		case "End":
			return dayAfter(day, 6 - intoWeek);
		case "PageUp":
			return monthAfter(day, shiftKey ? -12 : -1);
		case "PageDown":
			return monthAfter(day, shiftKey ? 12 : 1);
		default:
			return undefined;
	}
}
