import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Button } from "./button.tsx";
import { useMoments } from "./context.ts";
import { Secret } from "./field.tsx";
import { language } from "./language.ts";
import { goInstead } from "./route.ts";
import { Said } from "./said.tsx";
import { Screen } from "./screen.tsx";
import { say, type Word } from "./words.ts";
import { useWork, Working, working } from "./working.tsx";
import "./passphrase.css";

const LEAST_CHARACTERS = 12;

/** Choosing the passphrase; what follows is the first page to write on. */
export function Passphrase() {
	const moments = useMoments();
	const drawn = useSignal("");
	const own = useSignal<string | undefined>(undefined);
	const said = useSignal<Word | undefined>(undefined);
	const work = useWork();

	const draw = async (): Promise<void> => {
		drawn.value = await moments.suggestPassphrase(language.peek());
	};
	const spoken = language.value;
	useEffect(() => {
		void draw();
	}, [spoken]);

	const start = async (): Promise<void> => {
		const passphrase = own.value ?? drawn.value;
		if (work.value !== undefined || passphrase === "") return;
		said.value = isLongEnough(passphrase) ? undefined : "passphrase.short";
		if (said.value) return;
		try {
			await working(work, (progress) => moments.begin(passphrase, progress));
			goInstead("/write");
		} catch {
			said.value = "passphrase.failed";
		}
	};

	return (
		<Screen name="passphrase" title={say("passphrase.title")}>
			<form
				class="stack"
				onSubmit={(event) => {
					event.preventDefault();
					void start();
				}}
			>
				<p class="lead">
					{say(own.value === undefined ? "passphrase.lead" : "passphrase.lead.own")}
				</p>
				{own.value === undefined ? (
					<>
						<DrawnWords words={drawn.value} />
						<div class="button-row">
							<Button onClick={() => void draw()}>{say("passphrase.another")}</Button>
							<Button
								kind="quiet"
								onClick={() => {
									own.value = "";
								}}
							>
								{say("passphrase.choose-own")}
							</Button>
						</div>
					</>
				) : (
					<>
						<Secret
							label={say("passphrase.own")}
							value={own.value}
							onInput={(text) => {
								own.value = text;
							}}
							hint={say("passphrase.own.hint")}
							shown
							enter="go"
						/>
						<Button
							kind="quiet"
							onClick={() => {
								own.value = undefined;
								said.value = undefined;
							}}
						>
							{say("passphrase.choose-drawn")}
						</Button>
					</>
				)}
				<div class="passphrase-truth stack">
					<p class="prose">{say("passphrase.reset")}</p>
					<p class="quiet">{say("passphrase.browser")}</p>
				</div>
				<Said words={said.value && say(said.value)} />
				<Working work={work} words={say("passphrase.working")} />
				<div class="doors">
					<Button kind="stone" type="submit" disabled={work.value !== undefined}>
						{say("passphrase.start")}
					</Button>
				</div>
			</form>
		</Screen>
	);
}

/** The words one below the other, large, as they are copied onto paper. */
function DrawnWords({ words }: { readonly words: string }) {
	return (
		<ol class="drawn" aria-label={say("passphrase.words")} lang={language.value} translate={false}>
			{words.split(" ").map((word, at) => (
				<li key={`${at} ${word}`}>{word}</li>
			))}
		</ol>
	);
}

/** Counted as a person counts: an accent or an emoji is one character. */
function isLongEnough(passphrase: string): boolean {
	return [...new Intl.Segmenter().segment(passphrase)].length >= LEAST_CHARACTERS;
}
