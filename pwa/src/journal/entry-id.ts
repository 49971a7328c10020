declare const brand: unique symbol;
/** A record id in hexadecimal. */
export type EntryId = string & { readonly [brand]: "EntryId" };

export function isEntryId(text: string): text is EntryId {
	return /^[0-9a-f]{32}$/.test(text);
}

/** The entry id that 16 random bytes make. */
export function newEntryId(random: Uint8Array): EntryId {
	const text = [...random].map((byte) => byte.toString(16).padStart(2, "0")).join("");
	if (!isEntryId(text)) throw new RangeError("expected 16 bytes");
	return text;
}
