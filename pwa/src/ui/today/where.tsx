import { type Direction, directions } from "../../app/contract.ts";
import { Chip, Chips } from "../chips.tsx";
import { useMoments } from "../context.ts";
import { say } from "../words.ts";
import { namesOf } from "./names.ts";
import "./where.css";

interface WhereProps {
	/** `who` is empty where only the direction was touched. */
	readonly onChoose: (direction: Direction, who: string) => void;
}

/** Others, the world, oneself, each apart; under them the names that the person gave before, one touch away too. */
export function Where({ onChoose }: WhereProps) {
	const entries = useMoments().entries.value;
	return (
		<ul class="where">
			{directions.map((direction) => {
				const names = direction === "self" ? [] : namesOf(entries, direction);
				return (
					<li key={direction}>
						<button class="where-choice" type="button" onClick={() => onChoose(direction, "")}>
							{say(`moment.direction.${direction}`)}
						</button>
						{direction !== "self" && names.length > 0 && (
							<Chips label={say(`moment.names.${direction}`)} labelled={false}>
								{names.map((name) => (
									<Chip key={name} onClick={() => onChoose(direction, name)}>
										{name}
									</Chip>
								))}
							</Chips>
						)}
					</li>
				);
			})}
		</ul>
	);
}
