import { useSignal } from "@preact/signals";
import { Button } from "../button.tsx";
import { useMoments } from "../context.ts";
import { saveFile } from "../file.ts";
import { Said } from "../said.tsx";
import { Screen } from "../screen.tsx";
import { say } from "../words.ts";
import { LeftOpen } from "./left-open.tsx";
import { Making } from "./making.tsx";
import "./leaving.css";

/** The whole journal leaves with the person: sealed, or to read. */
export function Take() {
	return (
		<Screen name="take" title={say("take.title")}>
			<p class="lead">{say("take.lead")}</p>
			<section class="part">
				<h2>{say("take.sealed.title")}</h2>
				<p class="prose">{say("take.sealed.text")}</p>
				<p class="prose">{say("take.sealed.warning")}</p>
				<LeftOpen />
				<Making form="sealed" />
			</section>
			<section class="part">
				<h2>{say("take.readable.title")}</h2>
				<p class="prose">{say("take.readable.text")}</p>
				<p class="prose">{say("take.readable.warning")}</p>
				<Making form="readable" />
			</section>
			<Reader />
		</Screen>
	);
}

function Reader() {
	const moments = useMoments();
	const missing = useSignal(false);
	const save = async (): Promise<void> => {
		const page = await moments.reader();
		missing.value = page === undefined;
		if (page !== undefined) saveFile(page, "moments-reader.html");
	};
	return (
		<section class="part">
			<h2>{say("take.reader.title")}</h2>
			<p class="prose">{say("take.reader.text")}</p>
			<Said words={missing.value ? say("take.reader.none") : undefined} />
			<div class="button-row">
				<Button onClick={() => void save()}>{say("take.reader")}</Button>
			</div>
		</section>
	);
}
