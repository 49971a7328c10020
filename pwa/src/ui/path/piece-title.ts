import { type Entry, guidedPiece } from "../../app/contract.ts";
import { contentNow } from "../content.ts";
import { say } from "../words.ts";
import { pieceOf } from "./asked.ts";

/** The name of a piece, for a list. */
export function pieceTitle({ fields }: Pick<Entry, "fields">): string {
	const content = contentNow();
	const known = content && pieceOf(content, guidedPiece.read(fields).piece);
	return known?.title ?? say("kind.piece");
}
