import { useSignal } from "@preact/signals";
import { type Draft, type Entry, type Moments, session } from "../../app/contract.ts";
import { Button } from "../button.tsx";
import { useMoments } from "../context.ts";
import { dayAfter, stretchInWords } from "../day.ts";
import { openDraft } from "../desk.ts";
import { beginning } from "../leaf.ts";
import { monthAfter } from "../month.ts";
import { Screen } from "../screen.tsx";
import { say } from "../words.ts";
import { SessionPage } from "./session-page.tsx";
import "./session.css";

const SHOWN_OF_A_PAGE = 120;

/** What a person chooses to bring to a session. A page that was begun is gone on with, here or on another device. */
export function SessionScreen() {
	const moments = useMoments();
	const begun = pagesBegun(moments);
	const open = useSignal<Draft | undefined>(
		draftOnDesk() ?? (begun.length === 0 ? newPage(moments) : undefined),
	);
	if (open.value !== undefined) return <SessionPage draft={open.value} />;
	return (
		<Screen name="session" title={say("place.session")}>
			<p class="lead">{say("session.lead")}</p>
			<div class="button-row session-new">
				<Button
					kind="stone"
					onClick={() => {
						open.value = newPage(moments);
					}}
				>
					{say("session.new")}
				</Button>
			</div>
			<section class="part">
				<h2>{say("session.pages")}</h2>
				<ul class="session-pages">
					{begun.map((page) => (
						<li key={page.id}>
							<button
								class="entry-line"
								type="button"
								onClick={() => {
									open.value = page;
								}}
							>
								<span class="entry-words">{daysOf(page)}</span>
								<span class="entry-note">{beginning(page.text, SHOWN_OF_A_PAGE)}</span>
							</button>
						</li>
					))}
				</ul>
			</section>
		</Screen>
	);
}

function draftOnDesk(): Draft | undefined {
	const draft = openDraft.peek();
	return draft?.kind === "session" ? draft : undefined;
}

/** Those left before they were saved first, then those of the journal. */
function pagesBegun(moments: Moments): readonly Draft[] {
	const pages = moments.entries.value.filter(({ kind }) => kind === "session");
	const left = moments.drafts.value.filter(({ kind, edit }) => kind === "session" && !edit);
	return [...left, ...pages.map(({ id }) => moments.editDraft(id))];
}

/** From the day after the last page, or from a month ago. */
function newPage(moments: Moments): Draft {
	const to = moments.today();
	const before = moments.entries
		.peek()
		.flatMap(lastDay)
		.find((day) => day < to);
	const from = before === undefined ? dayAfter(monthAfter(to, -1), 1) : dayAfter(before, 1);
	const fields = session.fields({ from, to, picks: new Map(), pictures: new Set() });
	return moments.newDraft({ kind: "session", fields });
}

function lastDay({ kind, fields }: Entry) {
	const { to } = session.read(fields);
	return kind === "session" && to !== undefined ? [to] : [];
}

function daysOf({ fields, day }: Draft): string {
	const { from = day, to = day } = session.read(fields);
	return stretchInWords(from, to);
}
