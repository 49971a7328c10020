import { useMoments } from "./context.ts";
import { Choice } from "./field.tsx";
import { say } from "./words.ts";

/** Whether the keyboard helps with words, and what that may cost. */
export function KeyboardSetting() {
	const moments = useMoments();
	return (
		<Choice
			label={say("settings.keyboard")}
			value={moments.settings.value.keyboardHelp ? "on" : "off"}
			options={[
				{ value: "off", name: say("settings.keyboard.off") },
				{ value: "on", name: say("settings.keyboard.on") },
			]}
			onChoose={(chosen) => void moments.changeSettings({ keyboardHelp: chosen === "on" })}
			hint={say("settings.keyboard.hint")}
		/>
	);
}
