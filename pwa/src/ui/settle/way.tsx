import "./way.css";

interface WayProps {
	readonly title: string;
	readonly line: string;
	readonly onClick: () => void;
}

/** One of a few quiet ways on, in a list: a stone, what it is, and what to expect. */
export function Way({ title, line, onClick }: WayProps) {
	return (
		<li>
			<button class="way" type="button" onClick={onClick}>
				<span class="way-stone" />
				<span class="way-title">{title}</span>
				<span class="way-line">{line}</span>
			</button>
		</li>
	);
}
