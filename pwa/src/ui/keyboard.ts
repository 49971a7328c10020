import { useMoments } from "./context.ts";

/**
 * What a keyboard may do with words as they are typed. Some send them to their maker for it: so nothing, unless the person wants the
 * help. In this spelling `autoCorrect` is set as an attribute: as a property it is a boolean, which takes "off" for true.
 */
export function useKeyboard() {
	return keyboard(useMoments().settings.value.keyboardHelp);
}

function keyboard(helps: boolean) {
	return {
		autocomplete: "off",
		autoCorrect: helps ? "on" : "off",
		spellcheck: helps,
		writingsuggestions: String(helps),
	} as const;
}

/** Symbols and secrets: nothing of the keyboard's helps with them, and none of it may keep them. */
export const unaided = keyboard(false);
