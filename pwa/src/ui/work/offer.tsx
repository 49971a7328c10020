import type { ComponentChildren } from "preact";
import "./offer.css";

interface OfferProps {
	readonly lines: readonly string[];
	readonly ask?: string;
	/** Answers of equal weight. */
	readonly children: ComponentChildren;
}

/** Something that today's screen offers, and how it can be answered. */
export function Offer({ lines, ask, children }: OfferProps) {
	const [first, ...others] = lines;
	return (
		<section class="work-offer">
			<p class="work-offer-words">{first}</p>
			{others.map((line) => (
				<p key={line} class="work-offer-line">
					{line}
				</p>
			))}
			{ask && <p class="work-offer-words">{ask}</p>}
			<div class="button-row">{children}</div>
		</section>
	);
}
