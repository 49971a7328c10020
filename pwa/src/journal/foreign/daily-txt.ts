// What DailyTxT exports: a file a month, `2024/03.json`, `{days: [{day, text, date_written, tags}]}`, and `tags.json` in its second
// version. A copy whose texts are encrypted is told by its `user.json`.

import { isCivilDay } from "../day.ts";
import { type ForeignPage, jsonIn, listOf, noonOf, partOf } from "./foreign-page.ts";

const month = /(?:^|\/)(\d{4})\/(\d{1,2})\.json$/;

/** True for the files that are read of it. */
export function isDailyTxtFile(path: string): boolean {
	return month.test(path) || /(?:^|\/)(?:tags|user)\.json$/.test(path);
}

/** `encrypted`: the texts are; undefined for what is no such export. */
export function dailyTxtPages(
	files: ReadonlyMap<string, string>,
): readonly ForeignPage[] | "encrypted" | undefined {
	const months = [...files].filter(([path]) => month.test(path));
	if (months.length === 0) return undefined;
	const user = [...files].find(([path]) => /(?:^|\/)user\.json$/.test(path))?.[1] ?? "";
	if (partOf(jsonIn(user), "enc_enc_key") !== undefined) return "encrypted";
	const tags = tagsIn([...files].find(([path]) => /(?:^|\/)tags\.json$/.test(path))?.[1] ?? "");
	return months.flatMap(([path, text]) => pagesOf(path, text, tags));
}

function tagsIn(text: string): ReadonlyMap<unknown, string> {
	const named = listOf(partOf(jsonIn(text), "tags")).flatMap((tag) => {
		const name = partOf(tag, "name");
		return typeof name === "string" ? [[partOf(tag, "id"), name] as const] : [];
	});
	return new Map(named);
}

function pagesOf(
	path: string,
	text: string,
	tags: ReadonlyMap<unknown, string>,
): readonly ForeignPage[] {
	const [, year = "", number = ""] = month.exec(path) ?? [];
	return listOf(partOf(jsonIn(text), "days")).flatMap((said) => {
		const words = partOf(said, "text");
		const day = `${year}-${number.padStart(2, "0")}-${String(partOf(said, "day")).padStart(2, "0")}`;
		if (typeof words !== "string" || words.trim() === "" || !isCivilDay(day)) return [];
		const own = listOf(partOf(said, "tags")).flatMap((id) => tags.get(id) ?? []);
		return [{ key: `${day} ${words}`, day, at: noonOf(day), text: words, tags: own }];
	});
}
