import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { Plugin } from "vite";

/** How old a look-up may be on the day of the release. */
export const MOST_DAYS = 90;

export interface ContactsOptions {
	readonly contacts: string;
	readonly schema: string;
	/** The `package.json` that holds the day of the release. */
	readonly manifest: string;
}

/** Fails the build where a contact has not the form of its schema, or was looked up too long before the release. */
export function contacts(options: ContactsOptions): Plugin {
	return {
		name: "small-moments:contacts",
		apply: "build",
		buildStart() {
			const found = jsonIn(options.contacts);
			const faults = [
				...faultsOfForm(found, jsonIn(options.schema)),
				...faultsOfAge(found, textAt(jsonIn(options.manifest), "released") ?? ""),
			];
			if (faults.length > 0) throw new Error(`${options.contacts}:\n${faults.join("\n")}`);
		},
	};
}

/** What does not fit the schema, one line each. */
export function faultsOfForm(found: unknown, schema: unknown): readonly string[] {
	if (typeof schema !== "object" || schema === null) return ["expected a schema"];
	const validator = new Ajv2020({ allErrors: true, strict: true, strictRequired: false });
	if (validator.validate(schema, found)) return [];
	return (validator.errors ?? []).map((error) => `${error.instancePath}: ${error.message}`);
}

/** Every look-up that is more than 90 days before that day (`YYYY-MM-DD`), by its place in the file, one line each. */
export function faultsOfAge(found: unknown, released: string): readonly string[] {
	const day = dayOf(released);
	if (day === undefined) return [`released: expected YYYY-MM-DD, got ${released || "nothing"}`];
	return lookUps(found, "").flatMap(([place, verified]) => {
		const looked = dayOf(verified);
		if (looked === undefined) return [`${place}: expected YYYY-MM-DD, got ${verified}`];
		const days = day - looked;
		return days > MOST_DAYS ? [`${place}: looked up ${days} days before ${released}`] : [];
	});
}

function lookUps(value: unknown, place: string): readonly (readonly [string, string])[] {
	if (typeof value !== "object" || value === null) return [];
	const verified = textAt(value, "verified");
	const inside = Object.entries(value).flatMap(([name, part]) => lookUps(part, `${place}/${name}`));
	return verified === undefined ? inside : [[place, verified], ...inside];
}

/** Days since 1970; undefined for no day that there is. */
function dayOf(text: string): number | undefined {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
	const date = new Date(`${text}T00:00:00Z`);
	const isThere = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
	return isThere ? date.getTime() / 86_400_000 : undefined;
}

function jsonIn(path: string): unknown {
	return JSON.parse(readFileSync(path, "utf8"));
}

function textAt(value: unknown, name: string): string | undefined {
	if (typeof value !== "object" || value === null) return undefined;
	const held: unknown = Object.getOwnPropertyDescriptor(value, name)?.value;
	return typeof held === "string" ? held : undefined;
}
