import { type Signal, useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { KitCheck } from "../app/contract.ts";
import { useMoments } from "./context.ts";
import { Field, unaided } from "./field.tsx";
import { grouped, isWhole, placeAfter, symbolsIn } from "./grouping.ts";
import { say } from "./words.ts";

/** A field for the twelve groups, which groups itself while one types, pastes or corrects. */
export function KitField({ kit }: { readonly kit: Signal<string> }) {
	const moments = useMoments();
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
		<Field
			label={say("join.kit")}
			hint={say("join.kit.hint")}
			foot={
				<p class="quiet" role="status">
					{check.value && say(check.value === "ok" ? "join.kit.ok" : `join.refused.${check.value}`)}
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
