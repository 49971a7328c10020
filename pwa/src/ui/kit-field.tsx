import { type Signal, useSignal } from "@preact/signals";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import type { KitCheck } from "../app/contract.ts";
import { useMoments } from "./context.ts";
import { grouped, isWhole, placeAfter, symbolsIn } from "./grouping.ts";
import { say } from "./words.ts";

/** A field for the twelve groups, which groups itself while one types, pastes or corrects. */
export function KitField({ kit }: { readonly kit: Signal<string> }) {
	const moments = useMoments();
	const id = useId();
	const area = useRef<HTMLTextAreaElement>(null);
	const caret = useSignal<number | undefined>(undefined);
	const check = useSignal<KitCheck | undefined>(undefined);

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
		check.value = isWhole(text) ? await moments.checkKit(text) : undefined;
	};

	return (
		<div class="field">
			<label for={id}>{say("join.kit")}</label>
			<span class="field-line">
				<textarea
					ref={area}
					id={id}
					class="field-symbols"
					rows={3}
					value={kit.value}
					onInput={(event) => void typed(event.currentTarget)}
					autocomplete="off"
					autocapitalize="characters"
					autocorrect="off"
					spellcheck={false}
					enterkeyhint="next"
					aria-describedby={`${id}-hint`}
				/>
			</span>
			<p id={`${id}-hint`} class="quiet">
				{say("join.kit.hint")}
			</p>
			<p class="quiet" role="status">
				{check.value && say(check.value === "ok" ? "join.kit.ok" : `join.refused.${check.value}`)}
			</p>
		</div>
	);
}
