import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Attaching, Attachments, AttachResult, Fields } from "../../app/contract.ts";
import { Button } from "../button.tsx";
import { useFocusKept } from "../focus.ts";
import { Glyph } from "../glyph.tsx";
import type { Work } from "../keeping.ts";
import { say } from "../words.ts";
import { lengthInWords } from "./length.ts";
import { nameOf } from "./naming.ts";
import { readPicture } from "./picture.ts";
import { type Ending, Recorder } from "./recorder.tsx";
import { Sign, type SignName } from "./sign.tsx";
import { readSound } from "./sound.ts";
import { type OneOf, Small } from "./thumb.tsx";
import { useAttachments } from "./use-attachments.ts";
import { longestWave } from "./wave.ts";
import "./writing.css";

export interface AttachingProps {
	/** Of the draft as it is now, and as it is when something has been sealed. */
	readonly fields: Fields;
	readonly newest: () => Fields;
	readonly onChange: (fields: Fields) => void;
	/** Takes what is under way here, so that it is waited for. Called once. */
	readonly hold: (work: Work) => void;
}

type Trouble =
	| Extract<AttachResult, { name: "refused" }>["cause"]
	| "picture"
	| "sound"
	| "too-long"
	| "microphone";

/** What is attached to a draft, each with a way to take it out, and the quiet ways to add to it. */
export function WritingAttachments(props: AttachingProps) {
	const desk = useAttachments();
	return desk === undefined ? null : <Loaded {...props} desk={desk} />;
}

function Loaded({
	fields,
	newest,
	onChange,
	hold,
	desk,
}: AttachingProps & { readonly desk: Attachments }) {
	const busy = useSignal(false);
	const trouble = useSignal<Trouble | undefined>(undefined);
	const said = useSignal("");
	const isRecording = useSignal(false);
	const ending = useRef<Ending>(undefined);
	const working = useRef<Promise<void>>(undefined);
	const isDropped = useRef(false);
	const section = useFocusKept(".recorder button, .attach-ways button");
	const refuse = (cause: Trouble): void => {
		said.value = "";
		trouble.value = cause;
	};
	const put = async (attaching: Attaching | Trouble): Promise<void> => {
		if (typeof attaching === "string") {
			refuse(attaching);
			return;
		}
		const result = await desk.attach(newest(), attaching);
		if (result.name === "refused") refuse(result.cause);
		else if (!isDropped.current) {
			onChange({ ...newest(), ...result.fields });
			said.value = say(attaching.seconds === undefined ? "attach.said.photo" : "attach.said.voice");
		}
	};
	// One after another: each is added to what the one before it left.
	const work = (all: readonly (() => Promise<Attaching | Trouble>)[]): void => {
		busy.value = true;
		trouble.value = undefined;
		said.value = say("attach.preparing");
		const run = async (): Promise<void> => {
			for (const one of all) if (!isDropped.current) await put(await one());
		};
		const mine = (working.current ?? Promise.resolve()).then(run, run).finally(() => {
			if (working.current !== mine) return;
			working.current = undefined;
			busy.value = false;
		});
		working.current = mine;
	};
	const settle = async (): Promise<boolean> => {
		await ending.current?.(true);
		await working.current;
		return trouble.peek() === undefined;
	};
	useLayoutEffect(() => {
		hold({
			settle: () =>
				ending.current === undefined && working.current === undefined
					? undefined
					: settle().catch(() => false),
			drop() {
				isDropped.current = true;
				void ending.current?.(false);
			},
		});
	}, []);
	const photos = (files: readonly File[]) =>
		work(files.map((file) => async () => (await readPicture(file)) ?? "picture"));
	const sounds = (files: readonly File[]) => work(files.map((file) => () => readSound(file)));
	const takeOut = (id: string): void => {
		onChange(desk.without(newest(), id));
		said.value = say("attach.said.out");
	};
	const all = desk.of(fields);
	return (
		<section
			class="attaching"
			aria-label={say("attach.title")}
			aria-busy={busy.value}
			ref={section}
		>
			{all.length > 0 && (
				<ul class="attached-row">
					{all.map((one) => {
						const alike = all.filter(({ sort }) => sort === one.sort);
						const place = { number: alike.indexOf(one) + 1, count: alike.length };
						return (
							<li key={one.id}>
								<Thumb desk={desk} fields={fields} one={one} {...place} onTakeOut={takeOut} />
							</li>
						);
					})}
				</ul>
			)}
			{isRecording.value ? (
				<Recorder
					ending={ending}
					onEnd={(voice) => {
						isRecording.value = false;
						if (voice !== undefined) work([async () => voice]);
					}}
					onRefused={() => {
						isRecording.value = false;
						refuse("microphone");
					}}
				/>
			) : (
				<div class="attach-ways">
					<FileWay sign="photo" name={say("attach.photo")} accept="image/*" onChoose={photos} />
					<FileWay sign="camera" name={say("attach.camera")} accept="image/*" onChoose={photos} />
					<Button
						kind="quiet"
						onClick={() => {
							trouble.value = undefined;
							isRecording.value = true;
						}}
					>
						<Sign name="voice" />
						{say("attach.voice")}
					</Button>
					<FileWay sign="sound" name={say("attach.sound")} accept="audio/*" onChoose={sounds} />
				</div>
			)}
			{busy.value && <p class="quiet">{say("attach.preparing")}</p>}
			{all.some(({ sort }) => sort === "photo") && <p class="quiet">{say("attach.care")}</p>}
			<div role="alert">
				{trouble.value && (
					<p class="said">
						{say(`attach.refused.${trouble.value}`, { longest: lengthInWords(longestWave) })}
					</p>
				)}
			</div>
			<p class="aside-words" role="status">
				{said.value}
			</p>
		</section>
	);
}

function Thumb({ onTakeOut, ...props }: OneOf & { readonly onTakeOut: (id: string) => void }) {
	return (
		<figure class="attached-thumb" data-sort={props.one.sort}>
			<Small {...props} />
			<button
				class="attached-out"
				type="button"
				aria-label={say("attach.out", { what: nameOf(props) })}
				title={say("attach.out", { what: nameOf(props) })}
				onClick={() => onTakeOut(props.one.id)}
			>
				<Glyph name="close" small />
			</button>
		</figure>
	);
}

interface FileWayProps {
	/** The camera at once, where there is one to hold: on a phone. */
	readonly sign: Extract<SignName, "photo" | "camera" | "sound">;
	readonly name: string;
	readonly accept: string;
	readonly onChoose: (files: readonly File[]) => void;
}

function FileWay({ sign, name, accept, onChoose }: FileWayProps) {
	const isCamera = sign === "camera";
	return (
		<label class={isCamera ? "button button-quiet attach-camera" : "button button-quiet"}>
			<Sign name={sign} />
			{name}
			<input
				type="file"
				accept={accept}
				multiple={!isCamera}
				{...(isCamera ? { capture: "environment" } : {})}
				// The chooser is another app on a phone: who is in it has not gone.
				onClick={() => dispatchEvent(new Event("choosing-file"))}
				onChange={(event) => {
					const field = event.currentTarget;
					const files = [...(field.files ?? [])];
					// The same one can be chosen once more.
					field.value = "";
					onChoose(files);
				}}
			/>
		</label>
	);
}
