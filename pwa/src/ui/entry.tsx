import { useEffect, useLayoutEffect } from "preact/hooks";
import { attachmentsIn, type Entry, isClosed, type Piece } from "../app/contract.ts";
import { ReadAttachments } from "./attached/parts.ts";
import { Button, GlyphButton } from "./button.tsx";
import { useMoments } from "./context.ts";
import { dayInWords, timeInWords } from "./day.ts";
import { markedWords, readEntry, takeFirstMark, undoable } from "./desk.ts";
import { Found } from "./found.tsx";
import { kindViews, openToEdit } from "./kind-view.tsx";
import { partsOf } from "./match.ts";
import { back, go } from "./route.ts";
import { Screen } from "./screen.tsx";
import { TagLine } from "./tag-line.tsx";
import { say } from "./words.ts";
import "./foot.css";
import "./entry.css";

/** One entry, to be read. */
export function ReadEntry() {
	const moments = useMoments();
	const id = readEntry.value;
	const entry = moments.entries.value.find((known) => known.id === id);
	const gone = entry === undefined;
	useEffect(() => {
		if (gone) back();
	}, [gone]);
	useLayoutEffect(() => {
		if (!takeFirstMark()) return;
		// In the frame in which a new screen is scrolled to its top, and after that.
		requestAnimationFrame(() =>
			document.querySelector(".entry-text mark")?.scrollIntoView({ block: "center" }),
		);
	}, []);
	if (entry === undefined) return <main class="screen" />;

	const { name, Facts, Beside } = kindViews[entry.kind];
	const closed = isClosed(entry);
	const remove = (): void => {
		back();
		void moments.trashEntry(entry.id);
		undoable.value = { said: "undo.trashed", undo: () => moments.restoreEntry(entry.id) };
	};
	return (
		<Screen
			name="entry"
			title={dayInWords(entry.day)}
			actions={
				<>
					{!closed && (
						<GlyphButton
							glyph="history"
							name={say("history.title")}
							onClick={() => go("/history")}
						/>
					)}
					<GlyphButton glyph="trash" name={say("entry.delete")} onClick={remove} />
				</>
			}
		>
			<p class="entry-time">
				{entry.kind !== "entry" && `${say(name)} · `}
				{timeInWords(entry.at)}
			</p>
			{Facts && <Facts entry={entry} />}
			{Beside && <Beside entry={entry} />}
			{!closed && (
				<>
					<EntryText entry={entry} />
					{attachmentsIn(entry.fields).size > 0 && <ReadAttachments key={entry.id} entry={entry} />}
					<EntryTags entry={entry} />
					<div class="foot">
						<Button
							kind="stone"
							glyph="pen"
							onClick={() => openToEdit(moments.editDraft(entry.id))}
						>
							{say("entry.edit")}
						</Button>
					</div>
				</>
			)}
		</Screen>
	);
}

/** Put on and taken off while one reads. Where two versions stand, a tag would bring them together unasked: there they only show. */
function EntryTags({ entry }: { readonly entry: Entry }) {
	const moments = useMoments();
	if (entry.pieces.some((piece) => typeof piece !== "string"))
		return <p class="quiet">{entry.tags.map((tag) => `#${tag}`).join(" ")}</p>;
	return (
		<TagLine
			tags={entry.tags}
			onChange={(change) =>
				void moments.changeEntry(entry.id, (draft) => ({ ...draft, tags: change(draft.tags) }))
			}
		/>
	);
}

/** Every word; where two devices wrote at the same place, both versions, none before the other. */
export function EntryText({ entry }: { readonly entry: Entry }) {
	return (
		<article class="entry-text">
			{entry.pieces.map((piece, at) => (
				<EntryPiece key={`${entry.id} ${at}`} piece={piece} />
			))}
		</article>
	);
}

function EntryPiece({ piece }: { readonly piece: Piece }) {
	if (typeof piece === "string") return <Words text={piece.trim()} />;
	return (
		<figure class="versions">
			<figcaption>{say("entry.versions")}</figcaption>
			<div class="versions-beside">
				{piece.versions.map((version, at) => (
					<section key={version} aria-label={say("entry.version", { number: at + 1 })}>
						<h2 class="caps">{say("entry.version", { number: at + 1 })}</h2>
						<Words text={version.trim()} />
					</section>
				))}
			</div>
		</figure>
	);
}

/** A paragraph, with the words marked that the entry was found by. */
function Words({ text }: { readonly text: string }) {
	const moments = useMoments();
	const spans = moments.placesOf(text, markedWords.value);
	return (
		<p>
			<Found parts={partsOf(text, spans)} />
		</p>
	);
}
