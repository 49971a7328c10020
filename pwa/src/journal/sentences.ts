// A text as the parts that one can choose from it: its sentences, or its lines where these are shorter. The same on every
// device, whatever language the words are in.

const ends = /[.!?…。！？]+["'»”’)\]]*(?=\s|$)|[。！？]+|\n+/gu;

/** Without the blanks around them, in order. All of them together hold every word. */
export function sentencesOf(text: string): readonly string[] {
	const parts: string[] = [];
	let begun = 0;
	for (const { index, 0: end } of text.matchAll(ends)) {
		parts.push(text.slice(begun, index + end.length));
		begun = index + end.length;
	}
	parts.push(text.slice(begun));
	return parts.map((part) => part.trim()).filter((part) => part !== "");
}

/**
 * Names a sentence without holding it: what is erased for good leaves no copy where it was chosen, and what is edited later
 * is not what was chosen. 32 bits (FNV-1a), in hexadecimal; it tells the few sentences of an entry apart and nothing else.
 */
export function sentenceMark(sentence: string): string {
	let hash = 0x811c9dc5;
	for (const byte of new TextEncoder().encode(sentence)) {
		hash = Math.imul(hash ^ byte, 0x01000193);
	}
	return (hash >>> 0).toString(16).padStart(8, "0");
}
