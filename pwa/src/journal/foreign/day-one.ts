// The JSON that Day One exports: `{entries: [{uuid, creationDate, timeZone, text, tags}]}`. Pictures are not taken along.

import { type CivilDay, isCivilDay } from "../day.ts";
import { type ForeignPage, jsonIn, listOf, partOf, textsOf } from "./foreign-page.ts";

/** Undefined for what is no such export. Entries without words are left out. */
export function dayOnePages(text: string): readonly ForeignPage[] | undefined {
	const entries = partOf(jsonIn(text), "entries");
	if (!Array.isArray(entries)) return undefined;
	const isOne = entries.every((entry) => typeof partOf(entry, "creationDate") === "string");
	return isOne ? listOf(entries).flatMap(pageOf) : undefined;
}

function pageOf(entry: unknown): readonly ForeignPage[] {
	const [created, zone] = [partOf(entry, "creationDate"), partOf(entry, "timeZone")];
	const words = wordsIn(partOf(entry, "text"));
	const at = Date.parse(String(created));
	const day = Number.isNaN(at) ? undefined : dayIn(at, typeof zone === "string" ? zone : "UTC");
	if (words === "" || day === undefined) return [];
	const uuid = partOf(entry, "uuid");
	const key = typeof uuid === "string" && uuid !== "" ? uuid : `${String(created)} ${words}`;
	return [{ key, day, at, text: words, tags: textsOf(partOf(entry, "tags")) }];
}

/** Where a picture stood stands nothing; a sign that Day One has escaped stands as it was typed. */
function wordsIn(text: unknown): string {
	if (typeof text !== "string") return "";
	return text
		.replace(/!\[[^\]]*\]\(dayone-moment:[^)]*\)\n*/g, "")
		.replace(/\\([!-/:-@[-`{-~])/g, "$1")
		.trim();
}

/** The day on the calendar of that time zone; by UTC where the zone is not known. */
function dayIn(at: number, timeZone: string): CivilDay | undefined {
	const day = civil(at, timeZone) ?? civil(at, "UTC");
	return day !== undefined && isCivilDay(day) ? day : undefined;
}

function civil(at: number, timeZone: string): string | undefined {
	try {
		const form = new Intl.DateTimeFormat("en-US", {
			timeZone,
			calendar: "gregory",
			year: "numeric",
			month: "2-digit",
			day: "2-digit",
		});
		const parts = new Map(form.formatToParts(at).map(({ type, value }) => [type, value]));
		const year = (parts.get("year") ?? "").padStart(4, "0");
		return `${year}-${parts.get("month")}-${parts.get("day")}`;
	} catch (error) {
		if (error instanceof RangeError) return undefined;
		throw error;
	}
}
