import type { Kit, Sheet } from "../app/contract.ts";
import { Button } from "./button.tsx";
import { useMoments } from "./context.ts";
import { shownKit } from "./desk.ts";
import { saveFile } from "./file.ts";
import { QrCode } from "./qr-code.tsx";
import { TypeBack } from "./type-back.tsx";
import { say } from "./words.ts";
import "./kit.css";

/** The kit as it is kept: a code for a camera, twelve groups for a person, and what they are for. */
export function KitPaper({ kit }: { readonly kit: Kit }) {
	return <Paper sort="kit" paper={kit} />;
}

/** The sheet, in the same form. */
export function SheetPaper({ sheet }: { readonly sheet: Sheet }) {
	return <Paper sort="sheet" paper={sheet} />;
}

interface PaperProps {
	readonly sort: "kit" | "sheet";
	readonly paper: Pick<Kit, "text" | "qr">;
}

function Paper({ sort, paper }: PaperProps) {
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
	const { confirmKit } = useMoments();
	return (
		<TypeBack
			title={say("kit.ask.title")}
			label={say("kit.ask", { number: ask })}
			check={confirmKit}
			onRight={() => {
				shownKit.value = undefined;
				document.querySelector<HTMLElement>("h1")?.focus();
			}}
		/>
	);
}

interface ConfirmSheetProps {
	readonly ask: number;
	readonly onRight: () => void;
}

/** The same for a sheet. */
export function ConfirmSheet({ ask, onRight }: ConfirmSheetProps) {
	const { typeBack } = useMoments();
	return (
		<TypeBack
			title={say("kit.ask.title")}
			label={say("sheet.ask", { number: ask })}
			check={(typed) => typeBack("sheet", typed)}
			onRight={onRight}
		/>
	);
}

/** Three groups a line, as a person reads them out. */
function lines(text: string): readonly string[] {
	const groups = text.split(" ");
	return [0, 3, 6, 9].map((at) => groups.slice(at, at + 3).join(" "));
}
