/** How a kit is typed: in groups of five, whatever spaces, hyphens and small letters it came with. */

const GROUP = 5;
const SYMBOLS = 60;
const PREFIX = /^\s*m[ks]1:/i;

/** The symbols of a text in capitals, without the spaces and hyphens between them. */
export function symbolsIn(text: string): string {
	return text.replace(PREFIX, "").replace(/[\s-]/g, "").toUpperCase();
}

/** The same text in groups of five. A QR code's prefix that says "sheet" is kept for the check to see. */
export function grouped(text: string): string {
	const sheet = /^\s*ms1:/i.test(text) ? "MS1:" : "";
	const groups = symbolsIn(text).match(new RegExp(`.{1,${GROUP}}`, "gu")) ?? [];
	return sheet + groups.join(" ");
}

/** True if a kit could be complete in this text. */
export function isWhole(text: string): boolean {
	return symbolsIn(text).length >= SYMBOLS;
}

/** Where the caret stands in a grouped text behind that many symbols. */
export function placeAfter(text: string, symbols: number): number {
	let seen = 0;
	for (let at = 0; at < text.length; at += 1) {
		if (seen === symbols) return at;
		if (text[at] !== " ") seen += 1;
	}
	return text.length;
}
