import { type Entry, session } from "../../app/contract.ts";
import { stretchInWords } from "../day.ts";
import { say } from "../words.ts";
import { pictureWords } from "./choosing.tsx";

/** Which days the page is of, and the pictures on it. */
export function SessionFacts({ entry }: { readonly entry: Entry }) {
	const { from = entry.day, to = entry.day, pictures } = session.read(entry.fields);
	return (
		<p class="prose">
			{[stretchInWords(from, to), ...[...pictures].map((one) => say(pictureWords[one]))].join(
				" · ",
			)}
		</p>
	);
}
