import { useId } from "preact/hooks";
import { chooseName, chosenName, iconsOf, nameInWords, names } from "./name.ts";
import { say } from "./words.ts";
import "./name-choice.css";

/** Name and sign for the home screen, to be chosen before the app is put there. */
export function NameChoice() {
	const id = useId();
	return (
		<fieldset class="name-choice">
			<legend>{say("name.choose")}</legend>
			<div class="name-choices">
				{names.map((name) => (
					<label key={name}>
						<input
							type="radio"
							name={id}
							checked={chosenName.value === name}
							onChange={() => chooseName(name)}
						/>
						<img src={`${iconsOf(name)}/icon.svg`} alt="" />
						{nameInWords(name)}
					</label>
				))}
			</div>
			<p class="quiet">{say("name.hint")}</p>
		</fieldset>
	);
}
