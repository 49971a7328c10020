// Prints what Google's CSP Evaluator finds in the policy that is given, as a JSON array.

import { CspEvaluator } from "csp_evaluator/dist/evaluator.js";
import { CspParser } from "csp_evaluator/dist/parser.js";

const { csp } = new CspParser(process.argv[2] ?? "");
process.stdout.write(JSON.stringify(new CspEvaluator(csp).evaluate()));
