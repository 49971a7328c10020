// What the practice says of itself: asked for once a page is there, and kept, so that help names it without a connection.

import type { Signal } from "@preact/signals";
import type { OwnContact, Practice } from "./contract.ts";

/** Where the newest answer lies, as it came. */
export interface PracticeShelf {
	read(): Promise<string | undefined>;
	write(answer: string): Promise<void>;
}

const ADDRESS = "/api/practice";

/** Shows what is kept, then what the server says now. The result asks it again. Never rejects, nor does its result. */
export async function followPractice(
	shown: Signal<Practice | undefined>,
	fetcher: typeof fetch,
	shelf: PracticeShelf,
): Promise<() => Promise<void>> {
	const kept = await shelf.read().catch(() => undefined);
	shown.value = kept === undefined ? undefined : parsePractice(kept);
	const hear = async (): Promise<void> => {
		const answer = await ask(fetcher);
		const practice = answer === undefined ? undefined : parsePractice(answer);
		if (answer === undefined || practice === undefined) return;
		shown.value = practice;
		// A shelf that refuses costs only that it is not there offline.
		await shelf.write(answer).catch(() => undefined);
	};
	await hear();
	return hear;
}

/** Without a cookie: it is the same for everybody. */
async function ask(fetcher: typeof fetch): Promise<string | undefined> {
	try {
		const answer = await fetcher(ADDRESS, { credentials: "omit", redirect: "error" });
		return answer.ok ? await answer.text() : undefined;
	} catch {
		return undefined;
	}
}

/** Undefined for anything but an answer of that form; a newer server may say more. */
export function parsePractice(answer: string): Practice | undefined {
	try {
		const said = fieldsOf(JSON.parse(answer));
		const contacts = listOf(said("contacts")).map(parseContact);
		return {
			name: textOf(said("name")),
			contact: textOf(said("contact")),
			phone: textOf(said("phone")),
			hours: textOf(said("hours")),
			colour: colourOf(said("colour")),
			contacts,
			backupDays: daysOf(said("backup_days")),
			privacy: listOf(said("privacy")).map(textOf),
			terms: listOf(said("terms")).map(textOf),
		};
	} catch {
		return undefined;
	}
}

function parseContact(value: unknown): OwnContact {
	const said = fieldsOf(value);
	return {
		name: textOf(said("name")),
		purpose: textOf(said("purpose")),
		phone: textOf(said("phone")),
		text: textOf(said("text")),
		hours: textOf(said("hours")),
	};
}

function fieldsOf(value: unknown): (name: string) => unknown {
	if (typeof value !== "object" || value === null) throw new Error("expected an object");
	return (name) => Object.getOwnPropertyDescriptor(value, name)?.value;
}

function textOf(value: unknown): string {
	if (typeof value !== "string") throw new Error("expected text");
	return value;
}

/** An older server does not say. */
function daysOf(value: unknown): number {
	return typeof value === "number" && Number.isInteger(value) && value > 0 ? value : 0;
}

function listOf(value: unknown): readonly unknown[] {
	if (!Array.isArray(value)) throw new Error("expected a list");
	return value;
}

function colourOf(value: unknown): string {
	const text = textOf(value);
	if (text !== "" && !/^#[0-9a-f]{6}$/.test(text)) throw new Error("expected #rrggbb or nothing");
	return text;
}
