import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { KeyChange, KeyList, PresentHolder, Progress } from "../../app/contract.ts";
import { Button } from "../button.tsx";
import { useMoments } from "../context.ts";
import { dateInWords } from "../day.ts";
import { shownKit, shownSheet } from "../desk.ts";
import { ConfirmSheet, SheetPaper } from "../kit.tsx";
import { go } from "../route.ts";
import { Said } from "../said.tsx";
import { Screen } from "../screen.tsx";
import { say, type Word } from "../words.ts";
import { Anew } from "./anew.tsx";
import { Ask } from "./ask.tsx";
import { nameOf, removalInWords, sentencesOf, sinceOf } from "./in-words.ts";
import { SheetCheck } from "./sheet-check.tsx";
import "./keys.css";

/** Every device and paper that opens the journal, since when and by whom, and what can be changed of it. */
export function Keys() {
	const moments = useMoments();
	const list = useSignal<KeyList | undefined>(undefined);
	const done = useSignal<Word | undefined>(undefined);
	// Read anew when something new is told, when sealing again has ended, and after what was done here.
	const news = moments.keyNews.value;
	const isSealing = moments.sealingAnew.value !== undefined;
	const read = async (): Promise<void> => {
		list.value = await moments.whoHoldsKeys();
	};
	useEffect(() => {
		void read();
	}, [moments, news, isSealing]);
	const sheet = shownSheet.value;
	const finished = (what: Word | undefined): undefined => {
		done.value = what;
		void read();
		document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
	};
	const kept = (said: Word | undefined): void => {
		shownSheet.value = undefined;
		finished(said);
	};
	return (
		<Screen name="keys" title={say("keys.title")}>
			<Said words={done.value && say(done.value)} />
			{sheet ? (
				<>
					<SheetPaper sheet={sheet} />
					<ConfirmSheet ask={sheet.ask} onRight={() => kept("sheet.done")} />
					<Button kind="quiet" onClick={() => kept(undefined)}>
						{say("sheet.later")}
					</Button>
				</>
			) : (
				<Listed list={list} finished={finished} />
			)}
			<section class="part">
				<h2>{say("keys.name.here")}</h2>
				<p class="prose">{say(moments.passkey.value ? "keys.passkey.on" : "keys.passkey.off")}</p>
				<div class="button-row">
					<Button onClick={() => go("/passphrase")}>{say("change.title")}</Button>
				</div>
			</section>
		</Screen>
	);
}

interface ListedProps {
	readonly list: Signal<KeyList | undefined>;
	readonly finished: (what: Word | undefined) => undefined;
}

function Listed({ list, finished }: ListedProps) {
	const { backup, keyNews } = useMoments();
	const { removal } = keyNews.value;
	if (removal) return <p class="lead">{removalInWords(removal)}</p>;
	if (backup.value.name === "off") return <p class="lead">{say("keys.off")}</p>;
	const { holders = [], changes = [], epoch = 1, older = 0 } = list.value ?? {};
	const of = (kind: PresentHolder["kind"]) => holders.filter((one) => one.kind === kind);
	return (
		<>
			<p class="lead">{say("keys.lead")}</p>
			<section class="part">
				<h2>{say("keys.devices")}</h2>
				<ul class="holders">
					{of("device").map((holder) => (
						<Device key={holder.id} holder={holder} finished={finished} />
					))}
				</ul>
			</section>
			<KitPart holders={of("kit")} />
			<SheetPart holders={of("sheet")} finished={finished} />
			<Anew epoch={epoch} older={older} />
			<History changes={changes} />
		</>
	);
}

interface DeviceProps {
	readonly holder: PresentHolder;
	readonly finished: ListedProps["finished"];
}

function Device({ holder, finished }: DeviceProps) {
	const remove = useRemove(finished);
	const { id, number, isHere } = holder;
	return (
		<li class="holder" data-holder="device">
			<p class="holder-name">{nameOf(holder)}</p>
			<p class="quiet">{sinceOf(holder)}</p>
			{!isHere && (
				<Ask
					name={say("keys.remove", { number })}
					words="keys.remove.text"
					act={(passphrase, progress) => remove(id, passphrase, progress, "keys.removed")}
				/>
			)}
		</li>
	);
}

/** Puts a holder out; `done` is what is said once it is. */
function useRemove(finished: ListedProps["finished"]) {
	const moments = useMoments();
	return async (
		id: string,
		passphrase: string,
		progress: Progress,
		done: Word,
	): Promise<Word | undefined> => {
		const result = await moments.removeHolder(id, passphrase, progress);
		if (result === "done") return finished(done);
		if (result === "waiting") return finished("keys.waiting");
		return result === "frozen" ? "keys.frozen" : `backup.refused.${result}`;
	};
}

function KitPart({ holders }: { readonly holders: readonly PresentHolder[] }) {
	const moments = useMoments();
	const replace = async (passphrase: string, progress: Progress): Promise<Word | undefined> => {
		const result = await moments.turnOnBackup("", passphrase, progress);
		if (result.name === "refused") return `backup.refused.${result.cause}`;
		shownKit.value = result.kit;
		go("/backup");
		return undefined;
	};
	return (
		<section class="part">
			<h2>{say("keys.name.kit")}</h2>
			{holders.map((holder) => (
				<p key={holder.id} class="quiet" data-holder="kit">
					{sinceOf(holder)}
				</p>
			))}
			<p class="prose">{say("keys.kit.text")}</p>
			<Ask name={say("backup.new-kit")} words="keys.kit.new.text" act={replace} />
		</section>
	);
}

interface SheetPartProps {
	readonly holders: readonly PresentHolder[];
	readonly finished: ListedProps["finished"];
}

function SheetPart({ holders, finished }: SheetPartProps) {
	const moments = useMoments();
	const remove = useRemove(finished);
	const [present] = holders;
	const make = async (passphrase: string, progress: Progress): Promise<Word | undefined> => {
		const result = await moments.makeSheet(passphrase, progress);
		if (result.name === "made") {
			shownSheet.value = result.sheet;
			return finished(undefined);
		}
		return result.cause === "frozen" ? "keys.frozen" : `backup.refused.${result.cause}`;
	};
	return (
		<section class="part">
			<h2>{say("keys.name.sheet")}</h2>
			<p class="quiet" data-holder="sheet">
				{present === undefined ? say("keys.sheet.none") : sinceOf(present)}
			</p>
			<p class="prose">{say("keys.sheet.text")}</p>
			{present && <SheetCheck key={present.id} onRight={() => finished("sheet.done")} />}
			{present === undefined ? (
				<Ask name={say("keys.sheet.make")} words="keys.sheet.make.text" act={make} />
			) : (
				<Ask
					name={say("keys.sheet.withdraw")}
					words="keys.sheet.withdraw.text"
					act={(passphrase, progress) =>
						remove(present.id, passphrase, progress, "keys.sheet.withdrawn")
					}
				/>
			)}
		</section>
	);
}

function History({ changes }: { readonly changes: readonly KeyChange[] }) {
	return (
		<section class="part">
			<h2>{say("keys.history")}</h2>
			<p class="prose">{say("keys.history.text")}</p>
			<ol class="key-changes">
				{changes.map((change) => (
					<li key={change.number} data-change={change.number}>
						<p class="caps">{dateInWords(change.day)}</p>
						{sentencesOf(change).map((sentence) => (
							<p key={sentence}>{sentence}</p>
						))}
					</li>
				))}
			</ol>
		</section>
	);
}
