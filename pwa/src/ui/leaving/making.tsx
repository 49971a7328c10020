import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Moments, Progress, TakeResult } from "../../app/contract.ts";
import { Button } from "../button.tsx";
import { useMoments } from "../context.ts";
import { Secret } from "../field.tsx";
import { canShare, saveFile, shareFile } from "../file.ts";
import { Said } from "../said.tsx";
import { say } from "../words.ts";
import { useWork, Working, working } from "../working.tsx";
import { legible } from "./legible.ts";
import { sizeInWords } from "./size.ts";

type Form = "sealed" | "readable";

/** Names that say nothing of what is in them. */
const names: Readonly<Record<Form, string>> = {
	sealed: "moments.sealed",
	readable: "moments.zip",
};

/** Asks for the passphrase, makes the file, and hands it over. */
export function Making({ form }: { readonly form: Form }) {
	const moments = useMoments();
	const asking = useSignal(false);
	const passphrase = useSignal("");
	const result = useSignal<TakeResult | undefined>(undefined);
	const stop = useRef<AbortController | undefined>(undefined);
	const work = useWork();
	// Leaving the screen ends the work.
	useEffect(() => () => stop.current?.abort(), []);

	const make = async (): Promise<void> => {
		if (work.value !== undefined || passphrase.value === "") return;
		result.value = undefined;
		const stopping = new AbortController();
		stop.current = stopping;
		const typed = passphrase.value;
		result.value = await working(work, (progress) =>
			making(moments, form, typed, progress, stopping.signal),
		);
		if (result.value.name === "made") passphrase.value = "";
	};

	if (result.value?.name === "made") return <Made form={form} {...result.value} />;
	if (!asking.value) {
		return (
			<div class="button-row">
				<Button
					onClick={() => {
						asking.value = true;
					}}
				>
					{say(`take.${form}`)}
				</Button>
			</div>
		);
	}
	return (
		<form
			class="stack"
			onSubmit={(event) => {
				event.preventDefault();
				void make();
			}}
		>
			<Secret
				label={say("take.passphrase")}
				value={passphrase.value}
				onInput={(text) => {
					passphrase.value = text;
				}}
			/>
			<Said words={refusal(result.value)} />
			<Working work={work} words={say("take.working")} />
			{work.value === undefined ? (
				<Button kind="stone" type="submit">
					{say(`take.${form}`)}
				</Button>
			) : (
				<Button onClick={() => stop.current?.abort()}>{say("take.stop")}</Button>
			)}
		</form>
	);
}

function making(
	moments: Moments,
	form: Form,
	passphrase: string,
	progress: Progress,
	stop: AbortSignal,
): Promise<TakeResult> {
	return form === "sealed"
		? moments.sealedArchive(passphrase, progress, stop)
		: moments.readableArchive(passphrase, legible(), progress, stop);
}

function refusal(result: TakeResult | undefined): string | undefined {
	return result?.name === "refused" ? say(`take.refused.${result.cause}`) : undefined;
}

interface MadeProps {
	readonly form: Form;
	readonly file: Blob;
	readonly lacks: boolean;
}

/** A phone saves a file only where a person has just touched something. */
function Made({ form, file, lacks }: MadeProps) {
	const name = names[form];
	const words = useRef<HTMLParagraphElement>(null);
	useEffect(() => words.current?.focus(), []);
	return (
		<div class="stack made" data-made={form}>
			<p class="prose" ref={words} tabIndex={-1}>
				{say("take.made", { size: sizeInWords(file.size) })}
			</p>
			{lacks && <p class="prose">{say("take.lacks")}</p>}
			<div class="button-row">
				<Button kind="stone" onClick={() => saveFile(file, name)}>
					{say("take.save")}
				</Button>
				{canShare(name, file) && (
					<Button onClick={() => void shareFile(file, name)}>{say("take.share")}</Button>
				)}
			</div>
		</div>
	);
}
