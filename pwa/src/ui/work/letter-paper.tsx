import "./letter-paper.css";

/** The letter as it stands on paper: alone, and on paper only. */
export function LetterPaper({ to, text }: { readonly to: string; readonly text: string }) {
	return (
		<section class="letter-paper" aria-hidden="true">
			{to.trim() !== "" && <p class="letter-to">{to.trim()}</p>}
			{text
				.trim()
				.split(/\n\s*\n/)
				.map((paragraph, at) => (
					<p key={`${at} ${paragraph}`}>{paragraph}</p>
				))}
		</section>
	);
}
