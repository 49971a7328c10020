import { useSignal } from "@preact/signals";
import { useId, useMemo, useRef } from "preact/hooks";
import { Button } from "./button.tsx";
import { Chip, Chips } from "./chips.tsx";
import { useMoments } from "./context.ts";
import { Glyph } from "./glyph.tsx";
import { unaided } from "./keyboard.ts";
import { suggestedTags, tagsIn, withTags } from "./tags.ts";
import { Unfold } from "./unfold.tsx";
import { say } from "./words.ts";
import "./tag-line.css";

/** From the tags as they are by then, which may be others than those that show. */
type Change = (tags: readonly string[]) => readonly string[];

interface TagLineProps {
	readonly tags: readonly string[];
	readonly onChange: (change: Change) => void;
}

/** The tags of an entry: each is taken off by a touch, and others are added in the person's own words. */
export function TagLine({ tags, onChange }: TagLineProps) {
	const said = useSignal("");
	const adding = useRef<HTMLElement>(null);
	const put = (change: Change): void => {
		const added = change(tags).filter((tag) => !tags.includes(tag));
		if (added.length > 0) said.value = say("tags.said.on", { tag: added.join(", ") });
		onChange(change);
	};
	const takeOff = (tag: string): void => {
		said.value = say("tags.said.off", { tag });
		onChange((now) => now.filter((other) => other !== tag));
		adding.current?.focus();
	};
	return (
		<section class="tag-line" aria-label={say("tags.title")}>
			{tags.length > 0 && (
				<Chips label={say("tags.title")} labelled={false}>
					{tags.map((tag) => (
						<Chip key={tag} name={say("tags.off", { tag })} onClick={() => takeOff(tag)}>
							{tag}
							<Glyph name="close" small />
						</Chip>
					))}
				</Chips>
			)}
			<Unfold title={say("tags.add")} summary={adding}>
				<NewTag tags={tags} onPut={put} />
			</Unfold>
			<p class="aside-words" role="status">
				{said.value}
			</p>
		</section>
	);
}

interface NewTagProps {
	readonly tags: readonly string[];
	readonly onPut: (change: Change) => void;
}

function NewTag({ tags, onPut }: NewTagProps) {
	const id = useId();
	const typed = useSignal("");
	const entries = useMoments().entries.value;
	const known = useMemo(() => tagsIn(entries), [entries]);
	const suggested = suggestedTags(known, tags, typed.value);
	const put = (text: string): void => {
		typed.value = "";
		onPut((now) => withTags(now, text, known));
	};
	return (
		<form
			class="new-tag"
			onSubmit={(event) => {
				event.preventDefault();
				put(typed.value);
			}}
		>
			<div class="field">
				<label for={id}>{say("tags.new")}</label>
				<span class="new-tag-line">
					<span class="field-line">
						<input
							id={id}
							type="text"
							value={typed.value}
							onInput={(event) => {
								typed.value = event.currentTarget.value;
							}}
							{...unaided}
							autocapitalize="none"
							enterkeyhint="done"
						/>
					</span>
					<Button type="submit">{say("tags.put")}</Button>
				</span>
			</div>
			{suggested.length > 0 && (
				<Chips label={say("tags.own")}>
					{suggested.map((tag) => (
						<Chip key={tag} onClick={() => put(tag)}>
							{tag}
						</Chip>
					))}
				</Chips>
			)}
		</form>
	);
}
