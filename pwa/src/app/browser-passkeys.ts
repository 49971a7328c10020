// The browser's passkeys, by WebAuthn. They are keys of this device alone: no server hears of them, and so none checks what they sign.

import type { Bytes, Random } from "../../../crypto/ts/brands.ts";
import type { PasskeyAnswer } from "../../../crypto/ts/passkey.ts";
import type { NoPasskey, Passkeys } from "./passkeys.ts";

/** ES256, EdDSA, RS256: some phones make one of them only. Nothing that is signed is used. */
const algorithms = [-7, -8, -257];
/** In the answer's 33rd byte: the person was verified, and not merely there. */
const verifiedFlag = 0x04;
/** Milliseconds for which a phone asks, at most; some browsers wait for minutes where nobody can answer. */
const patience = 60_000;
/** Bytes of a PRF output. */
const outputSize = 32;

export function browserPasskeys(random: Random): Passkeys {
	const ask: Passkeys["ask"] = async (credential, input, stop) => {
		const got = await attempt(() =>
			navigator.credentials.get({
				...(stop && { signal: stop }),
				publicKey: {
					challenge: random(32),
					timeout: patience,
					allowCredentials: [{ type: "public-key", id: credential, transports: ["internal"] }],
					userVerification: "required",
					extensions: { prf: { eval: { first: input } } },
				},
			}),
		);
		return typeof got === "string" ? got : answerOf(got);
	};
	const make: Passkeys["make"] = async (name, input) => {
		const made = await attempt(() =>
			navigator.credentials.create({ publicKey: { ...wanted(name, random), ...prfOn(input) } }),
		);
		if (typeof made === "string") return made;
		const credential = new Uint8Array(made.rawId);
		const answer = await firstAnswer(made, () => ask(credential, input));
		if (typeof answer === "string") await forget(credential);
		return answer;
	};
	return { isOffered, make, ask, forget };
}

async function isOffered(): Promise<boolean> {
	if (!("PublicKeyCredential" in globalThis)) return false;
	return PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable();
}

async function forget(credential: Bytes): Promise<void> {
	if (!("signalUnknownCredential" in PublicKeyCredential)) return;
	const unknown = { rpId: location.hostname, credentialId: base64Url(credential) };
	// Where it is not heard it stays in the phone's list, and opens nothing.
	await PublicKeyCredential.signalUnknownCredential(unknown).catch(() => undefined);
}

function base64Url(bytes: Bytes): string {
	const text = btoa(String.fromCharCode(...bytes));
	return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function wanted(name: string, random: Random): PublicKeyCredentialCreationOptions {
	return {
		rp: { name },
		user: { id: random(16), name, displayName: name },
		challenge: random(32),
		timeout: patience,
		pubKeyCredParams: algorithms.map((alg) => ({ type: "public-key", alg })),
		authenticatorSelection: {
			authenticatorAttachment: "platform",
			// Where a phone has both sorts, only this one has a PRF.
			residentKey: "preferred",
			userVerification: "required",
		},
		attestation: "none",
	};
}

function prfOn(input: Bytes) {
	return { extensions: { prf: { eval: { first: input } } } };
}

/** A browser says `NotAllowedError` for a no, for a wait that was too long and for a passkey that is gone, so that no page learns which. */
async function attempt(
	call: () => Promise<Credential | null>,
): Promise<PublicKeyCredential | NoPasskey> {
	try {
		const credential = await call();
		return credential instanceof PublicKeyCredential ? credential : "refused";
	} catch (error) {
		if (!(error instanceof DOMException)) throw error;
		const isNo = error.name === "NotAllowedError" || error.name === "AbortError";
		return isNo ? "refused" : "unsupported";
	}
}

/** Some phones say at the making only that they can, and give what is needed when they are asked. */
async function firstAnswer(
	made: PublicKeyCredential,
	ask: () => Promise<PasskeyAnswer | NoPasskey>,
): Promise<PasskeyAnswer | NoPasskey> {
	const { prf } = made.getClientExtensionResults();
	if (prf?.results !== undefined) return answerOf(made);
	return prf?.enabled === true ? ask() : "unsupported";
}

function answerOf(credential: PublicKeyCredential): PasskeyAnswer | NoPasskey {
	if (!isVerified(credential)) return "refused";
	const first = credential.getClientExtensionResults().prf?.results?.first;
	if (!(first instanceof ArrayBuffer) || first.byteLength !== outputSize) return "unsupported";
	return { credential: new Uint8Array(credential.rawId), output: new Uint8Array(first) };
}

function isVerified({ response }: PublicKeyCredential): boolean {
	const data = authenticatorDataOf(response);
	const [flags = 0] = data === undefined ? [] : new Uint8Array(data, 32, 1);
	return (flags & verifiedFlag) !== 0;
}

function authenticatorDataOf(response: AuthenticatorResponse): ArrayBuffer | undefined {
	if (response instanceof AuthenticatorAssertionResponse) return response.authenticatorData;
	if (response instanceof AuthenticatorAttestationResponse) return response.getAuthenticatorData();
	return undefined;
}
