import { signal } from "@preact/signals";
import { describe, expect, it } from "vitest";
import type { Practice } from "../../src/app/contract.ts";
import { followPractice, type PracticeShelf, parsePractice } from "../../src/app/practice.ts";

const said = {
	name: "Haus am Fluss",
	contact: "At the door",
	phone: "+43 1 234",
	hours: "Weekdays",
	colour: "#3a6ea5",
	contacts: [{ name: "A line", purpose: "To talk", phone: "12", text: "", hours: "" }],
	backupDays: 30,
	privacy: ["One.", "Two."],
	terms: [],
} as const satisfies Practice;
const { backupDays, ...words } = said;
const sent = { ...words, backup_days: backupDays };
const answer = JSON.stringify(sent);

/** A shelf in memory. */
function shelf(kept?: string): PracticeShelf & { kept: string | undefined } {
	return {
		kept,
		async read() {
			return this.kept;
		},
		async write(text) {
			this.kept = text;
		},
	};
}

const refusing: PracticeShelf = {
	read: () => Promise.reject(new Error("refused")),
	write: () => Promise.reject(new Error("refused")),
};
const unreachable: typeof fetch = () => Promise.reject(new TypeError("no connection"));
const answers =
	(text: string, status = 200): typeof fetch =>
	async () =>
		new Response(text, { status });

describe("what the practice says", () => {
	it("is read as it was written, and what a newer server adds is left out", () => {
		expect(parsePractice(answer)).toEqual(said);
		expect(parsePractice(JSON.stringify({ ...sent, more: 1 }))).toEqual(said);
	});

	it.each([
		["no JSON", "<!doctype html>"],
		["no object", "[]"],
		["a part missing", JSON.stringify({ ...sent, terms: undefined })],
		["a number for text", JSON.stringify({ ...sent, name: 1 })],
		["a colour that is none", JSON.stringify({ ...sent, colour: "red;}" })],
		["a contact that is none", JSON.stringify({ ...sent, contacts: ["12"] })],
	])("is not heard at all with %s", (_name, text) => {
		expect(parsePractice(text)).toBeUndefined();
	});

	it("is asked for without a cookie, shown and kept", async () => {
		const asked: unknown[] = [];
		const kept = shelf();
		const shown = signal<Practice | undefined>(undefined);
		await followPractice(
			shown,
			async (...request) => {
				asked.push(request);
				return new Response(answer);
			},
			kept,
		);
		expect(asked).toEqual([["/api/practice", { credentials: "omit", redirect: "error" }]]);
		expect(shown.value).toEqual(said);
		expect(kept.kept).toBe(answer);
	});

	it.each([
		["the server is out of reach", unreachable],
		["the server fails", answers("{}", 500)],
		["the server says something else", answers("<!doctype html>")],
	])("stays as it was last heard while %s", async (_name, fetcher) => {
		const kept = shelf(answer);
		const shown = signal<Practice | undefined>(undefined);
		await followPractice(shown, fetcher, kept);
		expect(shown.value).toEqual(said);
		expect(kept.kept).toBe(answer);
	});

	it("is heard anew when the connection is back", async () => {
		let fetcher = unreachable;
		const shown = signal<Practice | undefined>(undefined);
		const hear = await followPractice(shown, (...request) => fetcher(...request), shelf());
		expect(shown.value).toBeUndefined();
		fetcher = answers(answer);
		await hear();
		expect(shown.value).toEqual(said);
	});

	it("shows also where the browser keeps nothing", async () => {
		const shown = signal<Practice | undefined>(undefined);
		await followPractice(shown, answers(answer), refusing);
		expect(shown.value).toEqual(said);
	});
});
