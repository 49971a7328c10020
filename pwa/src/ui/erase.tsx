import { useSignal } from "@preact/signals";
import { useEffect, useId, useRef } from "preact/hooks";
import type { EraseResult } from "../app/contract.ts";
import { Button } from "./button.tsx";
import { useMoments } from "./context.ts";
import { say } from "./words.ts";
import "./erase.css";

interface EraseProps {
	/** One page, or all that lies in the trash. */
	readonly what: "one" | "all";
	readonly erase: () => Promise<EraseResult>;
	/** Called with what came of it. */
	readonly onDone: (result: EraseResult) => void;
}

/** Erasing for good is asked once more, with what it does and where. */
export function Erase({ what, erase, onDone }: EraseProps) {
	const asking = useSignal(false);
	const place = useRef<HTMLDivElement>(null);
	const close = (): void => {
		asking.value = false;
		place.current?.focus({ preventScroll: true });
	};
	return (
		<div class="erase" ref={place} tabIndex={-1} data-erase={what}>
			{asking.value ? (
				<Asked what={what} onKeep={close} onErase={() => void erase().then(onDone)} />
			) : (
				<Button
					kind="quiet"
					onClick={() => {
						asking.value = true;
					}}
				>
					{say(what === "one" ? "trash.erase" : "trash.erase-all")}
				</Button>
			)}
		</div>
	);
}

interface AskedProps {
	readonly what: EraseProps["what"];
	readonly onKeep: () => void;
	readonly onErase: () => void;
}

function Asked({ what, onKeep, onErase }: AskedProps) {
	const isAlone = useMoments().backup.value.name === "off";
	const words = useId();
	const question = useRef<HTMLParagraphElement>(null);
	useEffect(() => question.current?.focus(), []);
	return (
		<fieldset class="erase-asked" aria-describedby={words}>
			<legend class="caps">{say(what === "one" ? "trash.erase" : "trash.erase-all")}</legend>
			<p class="prose" id={words} ref={question} tabIndex={-1}>
				{say(isAlone ? `trash.erase.${what}.here` : `trash.erase.${what}.everywhere`)}
			</p>
			<div class="erase-choices">
				<Button onClick={onKeep}>{say("trash.erase.keep")}</Button>
				<Button onClick={onErase}>{say("trash.erase.go")}</Button>
			</div>
		</fieldset>
	);
}
