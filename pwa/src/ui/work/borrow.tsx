import { Unfold } from "../unfold.tsx";
import "./work.css";

interface BorrowProps {
	readonly title: string;
	readonly words: readonly string[];
	/** They are the person's own from here on. */
	readonly onTouch: (words: string) => void;
	readonly open?: boolean;
}

/** Words to borrow, folded away until wanted. */
export function Borrow({ title, words, onTouch, open = false }: BorrowProps) {
	if (words.length === 0) return null;
	return (
		<Unfold title={title} open={open}>
			<ul class="borrow">
				{words.map((line) => (
					<li key={line}>
						<button class="borrow-line" type="button" onClick={() => onTouch(line)}>
							{line}
						</button>
					</li>
				))}
			</ul>
		</Unfold>
	);
}
