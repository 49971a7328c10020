import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { describe, expect, it, onTestFinished } from "vitest";
import { contacts, faultsOfAge, faultsOfForm, MOST_DAYS } from "../../build/contacts.ts";

const CONTENT = join(import.meta.dirname, "../../content");
const read = (name: string): unknown => JSON.parse(readFileSync(join(CONTENT, name), "utf8"));
const built = read("contacts.json");
const schema = read("contacts.schema.json");

const source = { title: "A page", address: "https://a.example/" };
const danger = { phone: "112", verified: "2026-01-01", sources: [source] };
const line = { name: "A line", purpose: "talk", phone: "1", verified: "2026-01-01" };

function oneContact(change: object) {
	const contact = { ...line, phone: "116 123", sources: [source], ...change };
	return { regions: { GB: { danger, contacts: [contact] } } };
}

describe("[C13] a contact that is built in", () => {
	it("was looked up at most 90 days before the release", () => {
		const looked = oneContact({});
		expect(MOST_DAYS).toBe(90);
		expect(faultsOfAge(looked, "2026-04-01")).toEqual([]);
		expect(faultsOfAge(looked, "2026-04-02")).toEqual([
			"/regions/GB/danger: looked up 91 days before 2026-04-02",
			"/regions/GB/contacts/0: looked up 91 days before 2026-04-02",
		]);
	});

	it("may be looked up again after the newest release", () => {
		expect(faultsOfAge(oneContact({ verified: "2026-03-01" }), "2026-01-01")).toEqual([]);
	});

	it.each(["2026-02-30", "26-01-01", "2026-13-01", ""])(
		"names a day that there is, not %j",
		(day) => {
			expect(faultsOfAge(oneContact({ verified: day }), "2026-01-02")).toHaveLength(1);
			expect(faultsOfAge(oneContact({}), day)).toHaveLength(1);
		},
	);

	it("has the form of its schema", () => {
		expect(faultsOfForm(built, schema)).toEqual([]);
		expect(faultsOfForm(oneContact({}), schema)).toEqual([]);
	});

	it.each([
		["no source", { sources: [] }],
		["a source without an address", { sources: [{ title: "Heard of it" }] }],
		["no day", { verified: undefined }],
		["no number", { phone: undefined }],
		["words for a number", { phone: "call us" }],
		["hours that are none", { hours: ["9", "17"] }],
		["a purpose of its own", { purpose: "sell" }],
		["something more", { fax: "1" }],
	])("has not %s", (_name, change) => {
		const given: unknown = JSON.parse(JSON.stringify(oneContact(change)));
		expect(faultsOfForm(given, schema)).not.toEqual([]);
	});
});

describe("a release", () => {
	const vite = (released: string) => {
		const folder = mkdtempSync(join(tmpdir(), "contacts-"));
		onTestFinished(() => rmSync(folder, { recursive: true }));
		const manifest = join(folder, "package.json");
		writeFileSync(manifest, JSON.stringify({ released }));
		writeFileSync(join(folder, "contacts.json"), JSON.stringify(oneContact({})));
		writeFileSync(join(folder, "main.js"), "export const built = 1;\n");
		const plugin = contacts({
			contacts: join(folder, "contacts.json"),
			schema: join(CONTENT, "contacts.schema.json"),
			manifest,
		});
		return build({
			root: folder,
			configFile: false,
			logLevel: "silent",
			plugins: [plugin],
			build: { write: false, lib: { entry: join(folder, "main.js"), formats: ["es"] } },
		});
	};

	it("[C13] is not built with a contact that nobody looked up for 90 days", async () => {
		await expect(vite("2026-04-01")).resolves.toBeDefined();
		await expect(vite("2026-04-02")).rejects.toThrow("looked up 91 days before 2026-04-02");
	});
});
