import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Button } from "./button.tsx";
import { useMoments } from "./context.ts";
import { Secret } from "./field.tsx";
import { language } from "./language.ts";
import { say, type Word } from "./words.ts";
import "./passphrase.css";

const LEAST_CHARACTERS = 12;

/** A passphrase that is being chosen: five words drawn by chance, or one's own. */
export interface Chosen {
	readonly drawn: Signal<string>;
	/** Undefined while drawn words are the choice. */
	readonly own: Signal<string | undefined>;
	/** Why it cannot be the one; undefined where it can. */
	readonly said: Signal<Word | undefined>;
}

export function useChosen(): Chosen {
	const drawn = useSignal("");
	const own = useSignal<string | undefined>(undefined);
	const said = useSignal<Word | undefined>(undefined);
	return { drawn, own, said };
}

/** The passphrase, once it is one; what is missing is said. */
export function takeChosen({ drawn, own, said }: Chosen): string | undefined {
	const passphrase = own.value ?? drawn.value;
	if (passphrase === "") return undefined;
	said.value = isLongEnough(passphrase) ? undefined : "passphrase.short";
	return said.value === undefined ? passphrase : undefined;
}

/** Words are drawn anew as often as one likes, and in the language of the screens. */
export function PassphraseChoice({ chosen }: { readonly chosen: Chosen }) {
	const moments = useMoments();
	const { drawn, own, said } = chosen;
	const draw = async (): Promise<void> => {
		drawn.value = await moments.suggestPassphrase(language.peek());
	};
	const spoken = language.value;
	useEffect(() => {
		void draw();
	}, [spoken]);
	if (own.value !== undefined) {
		return (
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
		);
	}
	return (
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
	);
}

/** The words one below the other, large, as they are copied onto paper; none until they are drawn. */
function DrawnWords({ words }: { readonly words: string }) {
	const drawn = words.split(" ").filter((word) => word !== "");
	return (
		<ol class="drawn" aria-label={say("passphrase.words")} lang={language.value} translate={false}>
			{drawn.map((word, at) => (
				<li key={`${at} ${word}`}>{word}</li>
			))}
		</ol>
	);
}

/** Counted as a person counts: an accent or an emoji is one character. */
function isLongEnough(passphrase: string): boolean {
	return [...new Intl.Segmenter().segment(passphrase)].length >= LEAST_CHARACTERS;
}
