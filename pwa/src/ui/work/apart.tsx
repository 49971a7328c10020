import type { ComponentChildren } from "preact";
import { type Direction, directions } from "../../app/contract.ts";
import { say } from "../words.ts";

interface ApartProps<T> {
	readonly of: readonly T[];
	readonly directionOf: (one: T) => Direction | undefined;
	readonly children: (some: readonly T[]) => ComponentChildren;
}

/** What belongs to others, to the world and to oneself, each under its own heading; last what was put nowhere. */
export function Apart<T>({ of, directionOf, children }: ApartProps<T>) {
	return (
		<>
			{[...directions, undefined].map((direction) => {
				const some = of.filter((one) => directionOf(one) === direction);
				if (some.length === 0) return null;
				return (
					<section key={direction ?? "open"} class="work-apart">
						<h2 class="caps">
							{say(
								direction === undefined ? "work.direction.open" : `moment.direction.${direction}`,
							)}
						</h2>
						{children(some)}
					</section>
				);
			})}
		</>
	);
}
