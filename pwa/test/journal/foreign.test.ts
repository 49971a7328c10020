import { expect, test } from "vitest";
import { dailyTxtPages } from "../../src/journal/foreign/daily-txt.ts";
import { dayOnePages } from "../../src/journal/foreign/day-one.ts";
import { markdownPage } from "../../src/journal/foreign/markdown.ts";

test("Day One: a page stands on the day of its own time zone, with its tags and without its pictures", () => {
	const entry = {
		uuid: "A1",
		creationDate: "2024-03-02T03:10:05Z",
		timeZone: "America/New_York",
		tags: ["home", 5],
		text: "Tea\\. With Ana\\!\n\n![](dayone-moment://B2)\n\nGood\\-bye",
		photos: [{ md5: "x" }],
	};
	const more = [
		{ ...entry, uuid: "A2", timeZone: "Nowhere/There", text: "By UTC" },
		{ ...entry, uuid: "A3", text: "![](dayone-moment://B3)" },
		{ ...entry, uuid: "A4", creationDate: "no date" },
	];
	const pages = dayOnePages(JSON.stringify({ metadata: {}, entries: [entry, ...more] }));
	expect(pages).toEqual([
		{
			key: "A1",
			day: "2024-03-01",
			at: Date.UTC(2024, 2, 2, 3, 10, 5),
			text: "Tea. With Ana!\n\nGood-bye",
			tags: ["home"],
		},
		expect.objectContaining({ key: "A2", day: "2024-03-02", text: "By UTC" }),
	]);
});

test.each(["", "{", "[]", "null", '{"entries": 5}', '{"entries": [{"id": 1}]}', '{"days": []}'])(
	"Day One: %j is none of it",
	(text) => expect(dayOnePages(text)).toBeUndefined(),
);

test("DailyTxT: the days of each month, with the names of their tags", () => {
	const days = [
		{ day: 3, text: "A day", date_written: "3.3.24", tags: [1, 9], history: [] },
		{ day: 4, text: "" },
		{ day: 31, text: "No such day" },
		{ day: 5, files: [] },
		"nonsense",
	];
	const files = new Map([
		["export/2024/02.json", JSON.stringify({ days })],
		["2024/3.json", JSON.stringify({ days: [{ day: 1, text: "March" }] })],
		["tags.json", JSON.stringify({ tags: [{ id: 1, name: "work" }, { id: 2 }] })],
		["2024/04.json", "torn"],
	]);
	expect(dailyTxtPages(files)).toMatchObject([
		{ day: "2024-02-03", text: "A day", tags: ["work"] },
		{ day: "2024-03-01", text: "March", tags: [] },
	]);
	files.set("user.json", JSON.stringify({ enc_enc_key: "x" }));
	expect(dailyTxtPages(files)).toBe("encrypted");
	expect(dailyTxtPages(new Map([["Journal.json", "{}"]]))).toBeUndefined();
});

test.each([
	["---\ndate: 2024-03-02 10:00\ntags: [home, 'slow']\n---\nWords", "x.md", ["home", "slow"]],
	[
		"---\r\nday: 2024-03-02\r\ntags:\r\n  - home\r\n  - slow\r\n---\r\n\r\nWords\r\n",
		"x.md",
		["home", "slow"],
	],
	[
		'---\nday: 2024-03-02\nkind: entry\ntags: ["home","slow"]\n---\n\nWords\n',
		"x.md",
		["home", "slow"],
	],
	["Words", "folder/2024-03-02 a title.txt", []],
	["Words", "20240302.md", []],
	["\ufeff---\ncreated: 2024.03.02\n---\nWords", "x.markdown", []],
])("Markdown: %j names its day, its tags and its words", (file, path, tags) => {
	expect(markdownPage(path, file)).toMatchObject({ day: "2024-03-02", text: "Words", tags });
});

test.each([
	["Words", "notes.md"],
	["---\ndate: 2024-02-30\n---\nWords", "x.md"],
	["---\ndate: 2024-03-02\n---\n", "x.md"],
	["---\nday: 2024-03-02\ntrashed: true\n---\nWords", "x.md"],
	["Words", "120240302.md"],
])("Markdown: %j in %s is no page", (file, path) => {
	expect(markdownPage(path, file)).toBeUndefined();
});
