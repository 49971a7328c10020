import type { ComponentChildren } from "preact";
import type { Practice } from "../app/contract.ts";
import { say } from "./words.ts";

/** Privacy notice and terms, as this device last heard them. */
export function Notices({ practice }: { readonly practice: Practice | undefined }) {
	const privacy = practice?.privacy ?? [];
	const terms = practice?.terms ?? [];
	return (
		<section class="part">
			<h2>{say("help.notices")}</h2>
			<Notice title={say("help.privacy.title")}>
				<Paragraphs texts={privacy.length > 0 ? privacy : [say("help.privacy.none")]} />
				<p class="prose">
					<a class="help-page" href="/privacy">
						{say("help.privacy.page")}
					</a>
				</p>
			</Notice>
			<Notice title={say("terms.title")}>
				<p class="prose">{say("terms.lead")}</p>
				<Paragraphs texts={terms.length > 0 ? terms : neutralTerms()} />
			</Notice>
		</section>
	);
}

function neutralTerms(): readonly string[] {
	return [say("terms.age"), say("terms.choice"), say("terms.consent"), say("terms.no-care")];
}

function Paragraphs({ texts }: { readonly texts: readonly string[] }) {
	return (
		<>
			{texts.map((text) => (
				<p key={text} class="prose help-own">
					{text}
				</p>
			))}
		</>
	);
}

function Notice({
	title,
	children,
}: {
	readonly title: string;
	readonly children: ComponentChildren;
}) {
	return (
		<details class="help-notice">
			<summary>{title}</summary>
			<div class="help-notice-words">{children}</div>
		</details>
	);
}
