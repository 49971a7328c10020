// Reading a file of texts whose form is not known yet: every text with its place in it, and what two languages must have in common.

/** A text and where it stands, such as `steps.0.lesson.2`. */
export interface Text {
	readonly at: string;
	readonly name: string;
	readonly text: string;
}

/** Names under which a text stands for a choice and is no sentence. */
const choices: ReadonlySet<string> = new Set(["id", "direction", "for", "approach", "reasons"]);

export function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What stands under a name in a group; undefined where there is none. */
export function under(value: unknown, name: string): unknown {
	return isGroup(value) ? value[name] : undefined;
}

export function listOf(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : [];
}

/** Every text of a value, in its order. `name` is that of the field it stands in, also within a list. */
export function textsOf(value: unknown, at = "", name = ""): readonly Text[] {
	if (typeof value === "string") return [{ at, name, text: value }];
	if (Array.isArray(value)) {
		return value.flatMap((one: unknown, index) => textsOf(one, placeOf(at, index), name));
	}
	if (!isGroup(value)) return [];
	return Object.entries(value).flatMap(([key, one]) => textsOf(one, placeOf(at, key), key));
}

export function isSentence({ name }: Pick<Text, "name">): boolean {
	return !choices.has(name);
}

/** Where two languages differ in anything but their sentences. */
export function differencesOf(one: unknown, other: unknown, at = "", name = ""): readonly string[] {
	if (typeof one === "string" && typeof other === "string") {
		return isSentence({ name }) || one === other ? [] : [`${at}: ${one} is ${other}`];
	}
	if (Array.isArray(one) && Array.isArray(other)) return differencesOfLists(one, other, at, name);
	if (isGroup(one) && isGroup(other)) return differencesOfGroups(one, other, at);
	return one === other ? [] : [`${at}: ${String(one)} is ${String(other)}`];
}

function differencesOfLists(
	one: readonly unknown[],
	other: readonly unknown[],
	at: string,
	name: string,
): readonly string[] {
	// Paragraphs are as many as a language needs.
	if (name === "lesson" || name === "paragraphs") return [];
	if (one.length !== other.length) return [`${at}: ${one.length} are ${other.length}`];
	return one.flatMap((part, index) => differencesOf(part, other[index], placeOf(at, index), name));
}

function differencesOfGroups(
	one: Readonly<Record<string, unknown>>,
	other: Readonly<Record<string, unknown>>,
	at: string,
): readonly string[] {
	const [keys, others] = [Object.keys(one), Object.keys(other)];
	if (keys.join() !== others.join()) return [`${at}: ${keys.join()} is ${others.join()}`];
	return keys.flatMap((key) => differencesOf(one[key], other[key], placeOf(at, key), key));
}

function placeOf(at: string, key: string | number): string {
	return at === "" ? String(key) : `${at}.${key}`;
}
