// The judge of signatures in a worker of its own, as the page starts it.

import { type Judge, judgeIn } from "../vault/judge.ts";
import workerPath from "../vault/judge.worker.ts?worker&url";
import { scriptUrl } from "./policy.ts";

export function startJudge(soon: (work: () => void) => void): Judge {
	return judgeIn(new Worker(scriptUrl(workerPath), { type: "module", name: "judge" }), soon);
}
