import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Moments } from "../app/contract.ts";

/** The app behind the screens. */
export const MomentsContext = createContext<Moments | undefined>(undefined);

export function useMoments(): Moments {
	const moments = useContext(MomentsContext);
	if (moments === undefined) throw new Error("expected a screen inside <App>, got none");
	return moments;
}
