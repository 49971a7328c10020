// Attachments (R80, R81): each stands in a field of its own, so that what two devices attach at the same time is all there.
// What is in such a field is read by the protocol (`crypto/ts/attachment.ts`); folding needs its name alone.

import type { Fields, Value } from "./revision.ts";

const form = /^attachment_([0-9a-f]{32})$/;

/** True for a field that is an attachment, of a newer version too. */
export function isAttachment(field: string): boolean {
	return form.test(field);
}

/** Those of an entry, by their fields' names. */
export function attachmentsIn(fields: Fields): ReadonlyMap<string, Value> {
	return new Map(Object.entries(fields).filter(([name]) => isAttachment(name)));
}

/** The fields without their attachments: what is said in words and numbers. */
export function withoutAttachments(fields: Fields): Fields {
	return Object.fromEntries(Object.entries(fields).filter(([name]) => !isAttachment(name)));
}

/** The ids of the blobs that are attached. */
export function attachmentIds(fields: Fields): readonly string[] {
	return Object.keys(fields).flatMap((name) => form.exec(name)?.[1] ?? []);
}

/** What sorts of them there are, for a line in a list. */
export function attachedSorts(fields: Fields): readonly ("photo" | "voice")[] {
	const types = [...attachmentsIn(fields).values()].map((value) => typeIn(value));
	const sorts = [["image/", "photo"] as const, ["audio/", "voice"] as const];
	return sorts.flatMap(([begins, sort]) =>
		types.some((type) => type.startsWith(begins)) ? [sort] : [],
	);
}

function typeIn(value: Value): string {
	if (typeof value !== "object" || value === null || value instanceof Uint8Array) return "";
	if (!("type" in value)) return "";
	const { type } = value;
	return typeof type === "string" ? type : "";
}
