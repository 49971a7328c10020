import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Attached, Attachments, Entry, Presence } from "../../app/contract.ts";
import { Button } from "../button.tsx";
import { useMoments } from "../context.ts";
import { LeaveButton } from "../leave-button.tsx";
import { back, openLayer, place } from "../route.ts";
import { say, type Word } from "../words.ts";
import { nameOf } from "./naming.ts";
import { Player } from "./player.tsx";
import { Sign } from "./sign.tsx";
import { bestOf, type OneOf, Picture } from "./thumb.tsx";
import { useAttachments } from "./use-attachments.ts";
import "./reading.css";

/** The photos and voice notes of an entry that is read. */
export function ReadAttachments({ entry }: { readonly entry: Entry }) {
	const desk = useAttachments();
	return desk === undefined ? null : <Loaded entry={entry} desk={desk} />;
}

function Loaded({ entry, desk }: { readonly entry: Entry; readonly desk: Attachments }) {
	const all = desk.of(entry.fields);
	const open = useSignal<string | undefined>(undefined);
	const photos = all.filter(({ sort }) => sort === "photo");
	const others = all.filter(({ sort }) => sort !== "photo");
	const props = (one: Attached, alike: readonly Attached[]): OneOf => ({
		desk,
		fields: entry.fields,
		one,
		number: alike.indexOf(one) + 1,
		count: alike.length,
	});
	const isOver = place.value.layer === "photo";
	const shown = isOver ? photos.find(({ id }) => id === open.value) : undefined;
	return (
		<section class="attached" aria-label={say("attach.title")}>
			{photos.length > 0 && (
				<ul class="attached-photos" data-many={photos.length > 1}>
					{photos.map((one) => (
						<li key={one.id}>
							<Photo
								{...props(one, photos)}
								onOpen={() => {
									open.value = one.id;
									openLayer("photo");
								}}
							/>
						</li>
					))}
				</ul>
			)}
			{others.map((one) => (
				<Other key={one.id} {...props(one, others)} />
			))}
			<Sending all={all} />
			{shown && <Large {...props(shown, photos)} />}
		</section>
	);
}

function Photo({ onOpen, ...props }: OneOf & { readonly onOpen: () => void }) {
	const state = bestOf(props);
	const word = wordOf(state);
	return (
		<figure class="attached-photo" data-state={state.name}>
			<button type="button" onClick={onOpen} aria-label={nameOf(props)}>
				<Picture {...props} state={state} />
			</button>
			{word !== undefined && <figcaption>{word}</figcaption>}
		</figure>
	);
}

/** The whole picture, which is fetched by being wanted. Back, Escape and the button close it. */
function Large(props: OneOf) {
	const { desk, fields, one } = props;
	const dialog = useRef<HTMLDialogElement>(null);
	useLayoutEffect(() => {
		const shown = dialog.current;
		shown?.showModal();
		// Closed while it is still there, it gives the focus back to what opened it.
		return () => shown?.close();
	}, []);
	const whole = desk.presence(fields, one.id, "content", "no").value;
	useEffect(() => {
		desk.presence(fields, one.id, "content", "again");
		if (one.hasPreview) desk.presence(fields, one.id, "preview", "again");
	}, [one.id]);
	const preview = one.hasPreview ? desk.presence(fields, one.id, "preview", "no").value : whole;
	return (
		<dialog
			class="attached-large"
			aria-label={nameOf(props)}
			ref={dialog}
			onCancel={(event) => {
				event.preventDefault();
				back();
			}}
		>
			<Picture {...props} state={whole.name === "here" ? whole : preview} />
			<div class="attached-large-foot">
				<Away state={whole} {...props} />
				<Button onClick={back}>{say("attach.close")}</Button>
				<LeaveButton />
			</div>
		</dialog>
	);
}

function Other(props: OneOf) {
	const { desk, fields, one } = props;
	const state = desk.presence(fields, one.id, "content", "no").value;
	if (one.sort === "newer") return <p class="quiet">{say("attach.state.newer")}</p>;
	if (state.name === "here" && one.sort === "voice") {
		return <Player address={state.address} seconds={one.seconds ?? 0} name={nameOf(props)} />;
	}
	return (
		<div class="attached-other">
			<p>
				<Sign name={one.sort === "voice" ? "voice" : "photo"} />
				{nameOf(props)}
			</p>
			{state.name === "here" ? (
				<a class="button button-quiet" href={state.address} download="file">
					{say("attach.save")}
				</a>
			) : (
				<Away state={state} {...props} />
			)}
		</div>
	);
}

/** Where it is, and a way to ask for it. */
function Away({ state, desk, fields, one }: OneOf & { readonly state: Presence }) {
	const word = wordOf(state);
	if (word === undefined) return null;
	const isComing = state.name === "coming";
	const ask = (): void => {
		if (!isComing) desk.presence(fields, one.id, "content", "again");
	};
	return (
		<div class="attached-away">
			<p class="quiet" role="status">
				{word}
			</p>
			<Button kind="quiet" disabled={isComing} onClick={ask}>
				{say(asking[state.name] ?? "attach.fetch-again")}
			</Button>
		</div>
	);
}

/** What the button says that asks for it; of what failed, that it is tried again. */
const asking: { readonly [name in Presence["name"]]?: Word } = {
	closed: "attach.open",
	away: "attach.fetch",
	coming: "attach.fetch",
};

function wordOf(state: Presence): string | undefined {
	if (state.name === "here" || state.name === "opening") return undefined;
	if (state.name === "not-there" && state.offline) return say("attach.state.offline");
	return say(`attach.state.${state.name}`);
}

/** How far it is on its way to the server. */
function Sending({ all }: { readonly all: readonly Attached[] }) {
	const moments = useMoments();
	const left = all.filter(({ id }) => moments.unsent.value.has(id)).length;
	if (left === 0) return null;
	const state = moments.saveState.value;
	if (state.name !== "words-backed-up") return <p class="quiet">{say("attach.unsent")}</p>;
	if (state.cause !== undefined) {
		return <p class="quiet">{`${say("attach.unsent")} ${say(`attach.cause.${state.cause}`)}`}</p>;
	}
	const values = { number: all.length - left + 1, count: all.length };
	return <p class="quiet">{say("attach.sending", values)}</p>;
}
