// What a person typed or scanned, judged before anything is done with it.

import { Refused } from "../../../crypto/ts/errors.ts";
import { isOfferQr, parseOfferQr, parsePairingCode } from "../../../crypto/ts/offer.ts";
import { checkKit } from "./backup.ts";
import type { OfferCheck } from "./contract.ts";

export async function checkOffer(text: string): Promise<OfferCheck> {
	try {
		if (isOfferQr(text)) parseOfferQr(text);
		else await parsePairingCode(text);
		return "ok";
	} catch (error) {
		if (!(error instanceof Refused)) throw error;
		const asKit = await checkKit(text);
		if (asKit === "ok" || asKit === "is-sheet") return "is-kit";
		const { kind } = error;
		return kind === "length" || kind === "version" || kind === "checksum" ? kind : "symbol";
	}
}
