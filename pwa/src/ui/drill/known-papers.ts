import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { KnownPaper } from "../../app/contract.ts";
import { useMoments } from "../context.ts";

/** The papers that can be asked for here; undefined until that is known. Read anew when the backup has changed. */
export function useKnownPapers(): readonly KnownPaper[] | undefined {
	const moments = useMoments();
	const backup = moments.backup.value;
	const papers = useSignal<readonly KnownPaper[] | undefined>(undefined);
	useEffect(() => {
		void moments.knownPapers().then((known) => {
			papers.value = known;
		});
	}, [moments, backup]);
	return papers.value;
}
