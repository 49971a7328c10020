import { type Signal, useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { KitCheck, SheetCheck } from "../app/contract.ts";
import { useMoments } from "./context.ts";
import { Field } from "./field.tsx";
import { grouped, isWhole, placeAfter, symbolsIn } from "./grouping.ts";
import { unaided } from "./keyboard.ts";
import { say, type Word } from "./words.ts";

/** A field for the twelve groups of a kit. */
export function KitField({ kit }: { readonly kit: Signal<string> }) {
	const { checkKit } = useMoments();
	return <Groups label="join.kit" ok="join.kit.ok" text={kit} judge={checkKit} />;
}

/** The same for a recovery sheet. */
export function SheetField({ sheet }: { readonly sheet: Signal<string> }) {
	const { checkSheet } = useMoments();
	return <Groups label="recover.sheet" ok="recover.ok" text={sheet} judge={checkSheet} />;
}

type Check = KitCheck | SheetCheck;

interface GroupsProps {
	readonly label: Word;
	/** Said of a text that reads well. */
	readonly ok: Word;
	readonly text: Signal<string>;
	readonly judge: (text: string) => Promise<Check>;
}

/** Groups itself while one types, pastes or corrects. */
function Groups({ label, ok, text: kit, judge }: GroupsProps) {
	const area = useRef<HTMLTextAreaElement>(null);
	const caret = useSignal<number | undefined>(undefined);
	const check = useSignal<Check | undefined>(undefined);

	// The groups moved under the caret: it goes back behind the symbol that was typed last.
	useLayoutEffect(() => {
		if (caret.value !== undefined) area.current?.setSelectionRange(caret.value, caret.value);
	});

	const typed = async (field: HTMLTextAreaElement): Promise<void> => {
		const behind = symbolsIn(field.value.slice(0, field.selectionStart)).length;
		const text = grouped(field.value);
		field.value = text;
		kit.value = text;
		caret.value = placeAfter(text, behind);
		check.value = isWhole(text) ? await judge(text) : undefined;
	};

	return (
		<Field
			label={say(label)}
			hint={say("join.kit.hint")}
			foot={
				<p class="quiet" role="status">
					{check.value && say(check.value === "ok" ? ok : `join.refused.${check.value}`)}
				</p>
			}
		>
			{(bound) => (
				<textarea
					{...bound}
					{...unaided}
					ref={area}
					class="field-symbols"
					rows={3}
					value={kit.value}
					onInput={(event) => void typed(event.currentTarget)}
					autocapitalize="characters"
					enterkeyhint="next"
				/>
			)}
		</Field>
	);
}
