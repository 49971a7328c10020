/** With text in it, never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
	name: K,
	text = "",
): HTMLElementTagNameMap[K] {
	const made = document.createElement(name);
	made.textContent = text;
	return made;
}
