// Reading a QR code in what a camera shows: by the browser where it can, else by a decoder that comes when it is needed.

interface Detector {
	detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}

declare global {
	// Not in TypeScript's own types yet, and not in every browser.
	var BarcodeDetector:
		| {
				new (options: { readonly formats: readonly string[] }): Detector;
				getSupportedFormats(): Promise<readonly string[]>;
		  }
		| undefined;
}

/** One look at what the camera shows now; undefined where no code is to be seen. */
export type Look = (video: HTMLVideoElement) => Promise<string | undefined>;

export async function makeLook(): Promise<Look> {
	const detector = (await browsers()) ?? (await own());
	return async (video) => (await detector.detect(video))[0]?.rawValue;
}

async function browsers(): Promise<Detector | undefined> {
	const Native = globalThis.BarcodeDetector;
	const formats = (await Native?.getSupportedFormats()) ?? [];
	if (Native === undefined || !formats.includes("qr_code")) return undefined;
	return new Native({ formats: ["qr_code"] });
}

async function own(): Promise<Detector> {
	const { BarcodeDetector: Own } = await import("qr/decode.js");
	return new Own({ formats: ["qr_code"] });
}
