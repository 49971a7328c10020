import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { Kit, Sheet } from "../app/contract.ts";
import { Button } from "./button.tsx";
import { useMoments } from "./context.ts";
import { shownKit, shownSheet } from "./desk.ts";
import { TextField } from "./field.tsx";
import { saveFile } from "./file.ts";
import { QrCode } from "./qr-code.tsx";
import { Said } from "./said.tsx";
import { say, type Word } from "./words.ts";
import "./kit.css";

/** The kit as it is kept: a code for a camera, twelve groups for a person, and what they are for. */
export function KitPaper({ kit }: { readonly kit: Kit }) {
	return <Paper sort="kit" paper={kit} />;
}

/** The sheet, in the same form, until it is kept. */
export function SheetPaper({ sheet }: { readonly sheet: Sheet }) {
	return (
		<Paper sort="sheet" paper={sheet}>
			<Button
				kind="stone"
				onClick={() => {
					shownSheet.value = undefined;
					document.querySelector<HTMLElement>("h1")?.focus();
				}}
			>
				{say("sheet.kept")}
			</Button>
		</Paper>
	);
}

interface PaperProps {
	readonly sort: "kit" | "sheet";
	readonly paper: Pick<Kit, "text" | "qr">;
	readonly children?: ComponentChildren;
}

function Paper({ sort, paper, children }: PaperProps) {
	const save = (): void => {
		const text = `${say(`${sort}.file`)}\n\n${lines(paper.text).join("\n")}\n`;
		saveFile(new Blob([text], { type: "text/plain" }), `moments-${sort}.txt`);
	};
	return (
		<section class="part kit-part">
			<h2>{say(`${sort}.title`)}</h2>
			<p class="prose">{say(`${sort}.lead`)}</p>
			<div class="kit-paper">
				<p class="kit-name">{say("app.name")}</p>
				<QrCode text={paper.qr} name={say(`${sort}.qr`)} />
				<Groups text={paper.text} name={say(`${sort}.groups`)} />
				<p class="quiet">{say(`${sort}.paper`)}</p>
			</div>
			<div class="button-row">
				<Button onClick={() => window.print()}>{say("kit.print")}</Button>
				<Button onClick={save}>{say("kit.save")}</Button>
				{children}
			</div>
		</section>
	);
}

function Groups({ text, name }: { readonly text: string; readonly name: string }) {
	return (
		<ol class="kit-groups" aria-label={name} translate={false} data-kit={text}>
			{text.split(" ").map((group, at) => (
				// The place is a group's identity: two may hold the same symbols.
				<li key={`${at} ${group}`}>{group}</li>
			))}
		</ol>
	);
}

/** Typing one group back shows that the copy is there and can be read. */
export function ConfirmKit({ ask }: { readonly ask: number }) {
	const moments = useMoments();
	const typed = useSignal("");
	const said = useSignal<Word | undefined>(undefined);
	const check = async (): Promise<void> => {
		if (typed.value.trim() === "") return;
		said.value = undefined;
		if (await moments.confirmKit(typed.value)) {
			shownKit.value = undefined;
			document.querySelector<HTMLElement>("h1")?.focus();
		} else {
			said.value = "kit.ask.wrong";
		}
	};
	return (
		<section class="part kit-check">
			<h2>{say("kit.ask.title")}</h2>
			<form
				class="stack"
				onSubmit={(event) => {
					event.preventDefault();
					void check();
				}}
			>
				<TextField
					label={say("kit.ask", { number: ask })}
					value={typed.value}
					onInput={(text) => {
						typed.value = text;
					}}
					symbols
					enter="done"
				/>
				<Said words={said.value && say(said.value)} />
				<Button kind="stone" type="submit">
					{say("kit.ask.check")}
				</Button>
			</form>
		</section>
	);
}

/** Three groups a line, as a person reads them out. */
function lines(text: string): readonly string[] {
	const groups = text.split(" ");
	return [0, 3, 6, 9].map((at) => groups.slice(at, at + 3).join(" "));
}
