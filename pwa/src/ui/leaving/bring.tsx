import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { BringResult, Found, LookResult } from "../../app/contract.ts";
import { Button } from "../button.tsx";
import { useMoments } from "../context.ts";
import { stretchInWords } from "../day.ts";
import { Field, Secret } from "../field.tsx";
import { go } from "../route.ts";
import { Said } from "../said.tsx";
import { Screen } from "../screen.tsx";
import { say, sayCount } from "../words.ts";
import { useWork, Working, working } from "../working.tsx";
import "./leaving.css";

/** A file is looked into first; only a yes brings in what it holds. */
export function Bring() {
	const moments = useMoments();
	const file = useSignal<File | undefined>(undefined);
	const passphrase = useSignal("");
	const looked = useSignal<LookResult | undefined>(undefined);
	const brought = useSignal<BringResult | undefined>(undefined);
	const work = useWork();

	const look = async (secret: string | undefined): Promise<void> => {
		const chosen = file.value;
		if (chosen === undefined || work.value !== undefined || secret === "") return;
		brought.value = undefined;
		const result = await working(work, (progress) => moments.lookInto(chosen, secret, progress));
		// Another file was chosen meanwhile.
		if (file.value === chosen) looked.value = result;
	};
	const choose = (chosen: File | undefined): void => {
		file.value = chosen;
		looked.value = undefined;
		passphrase.value = "";
		void look(undefined);
	};
	const bring = async (found: Found): Promise<void> => {
		if (work.value !== undefined) return;
		brought.value = await working(work, found.bring);
		if (brought.value === "brought") looked.value = undefined;
	};

	return (
		<Screen name="bring" title={say("bring.title")}>
			<p class="lead">{say("bring.lead")}</p>
			<section class="stack bring-file">
				<Chooser onChoose={choose} />
				{asksForPassphrase(looked.value) && (
					<Sealed passphrase={passphrase} onLook={() => void look(passphrase.value)} />
				)}
				<Said words={refusal(looked.value, brought.value)} />
				<Working work={work} words={say("bring.working")} />
				{looked.value?.name === "found" && work.value === undefined && (
					<Held found={looked.value} onBring={bring} onLeave={() => choose(undefined)} />
				)}
				{brought.value === "brought" && <Brought />}
			</section>
			<section class="part">
				<h2>{say("bring.known.title")}</h2>
				<ul class="prose leaving-list">
					<li>{say("bring.source.archive")}</li>
					<li>{say("bring.source.day-one")}</li>
					<li>{say("bring.source.daily-txt")}</li>
					<li>{say("bring.source.markdown")}</li>
				</ul>
				<p class="quiet">{say("bring.known.not")}</p>
			</section>
		</Screen>
	);
}

function Chooser({ onChoose }: { readonly onChoose: (file: File | undefined) => void }) {
	return (
		<Field label={say("bring.file")} hint={say("bring.file.hint")}>
			{(bound) => (
				<input
					{...bound}
					type="file"
					onChange={(event) => onChoose(event.currentTarget.files?.[0])}
				/>
			)}
		</Field>
	);
}

function asksForPassphrase(looked: LookResult | undefined): boolean {
	return looked?.name === "sealed" || (looked?.name === "refused" && looked.cause === "passphrase");
}

interface SealedProps {
	readonly passphrase: { value: string };
	readonly onLook: () => void;
}

function Sealed({ passphrase, onLook }: SealedProps) {
	const field = useRef<HTMLInputElement>(null);
	useEffect(() => field.current?.focus(), []);
	return (
		<form
			class="stack"
			onSubmit={(event) => {
				event.preventDefault();
				onLook();
			}}
		>
			<Secret
				label={say("bring.passphrase")}
				value={passphrase.value}
				onInput={(text) => {
					passphrase.value = text;
				}}
				hint={say("bring.passphrase.hint")}
				field={field}
			/>
			<Button kind="stone" type="submit">
				{say("bring.look")}
			</Button>
		</form>
	);
}

interface HeldProps {
	readonly found: Found;
	readonly onBring: (found: Found) => Promise<void>;
	readonly onLeave: () => void;
}

/** What the file holds; nothing of it is here yet. */
function Held({ found, onBring, onLeave }: HeldProps) {
	const words = useRef<HTMLParagraphElement>(null);
	useEffect(() => words.current?.focus(), []);
	const { fresh, known, from, to, source } = found;
	return (
		<div class="stack held" data-held={source}>
			<p class="prose" ref={words} tabIndex={-1}>
				{fresh === 0 ? say("bring.nothing") : sayCount("bring.fresh", fresh)}
				{from && to && ` ${stretchInWords(from, to)}.`}
			</p>
			{known > 0 && fresh > 0 && <p class="quiet">{sayCount("bring.known", known)}</p>}
			<div class="button-row">
				{fresh > 0 && <Button onClick={() => void onBring(found)}>{say("bring.bring")}</Button>}
				<Button onClick={onLeave}>{say("bring.leave")}</Button>
			</div>
		</div>
	);
}

function Brought() {
	const words = useRef<HTMLParagraphElement>(null);
	useEffect(() => words.current?.focus(), []);
	return (
		<div class="stack" data-brought>
			<p class="prose" ref={words} tabIndex={-1}>
				{say("bring.brought")}
			</p>
			<div class="button-row">
				<Button onClick={() => go("/journal")}>{say("bring.open")}</Button>
			</div>
		</div>
	);
}

function refusal(
	looked: LookResult | undefined,
	brought: BringResult | undefined,
): string | undefined {
	if (brought === "storage" || brought === "too-large") return say(`bring.refused.${brought}`);
	return looked?.name === "refused" ? say(`bring.refused.${looked.cause}`) : undefined;
}
