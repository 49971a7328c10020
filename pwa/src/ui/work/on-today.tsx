import { latePart } from "../late.tsx";

// What today's screen may offer, each loaded once today shows, and nothing at all where there is nothing to offer.

const offers = () => import("./offers.tsx");

export const OpenWords = latePart(async () => (await offers()).OpenWords);
export const LaterToday = latePart(async () => (await offers()).LaterToday);
export const DrillOffer = latePart(
	async () => (await import("../drill/drill-offer.tsx")).DrillOffer,
);
export const RecallAsk = latePart(async () => (await offers()).RecallAsk);
