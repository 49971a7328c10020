// Pairing (R56 to R60): a device of an account adds another one that lies beside it. Whatever is refused, or comes too late,
// ends a pairing for good: that is why its two sides are classes. Times are milliseconds of a steady clock.

import { open, seal } from "./aead.ts";
import {
	type Bytes,
	type Head,
	type Random,
	type RosterHash,
	type Sealed,
	type Seq,
	toHead,
	toHex,
	toRosterHash,
	toSeq,
} from "./brands.ts";
import { refuse } from "./errors.ts";
import { aesKey } from "./kdf.ts";
import { concat, hash, type Label } from "./labels.ts";
import {
	checkSize,
	equalBytes,
	idBytes,
	openFixed,
	type Reader,
	u8,
	u32,
	version,
} from "./layout.ts";
import { kemKeySize, type Member, makeMember, memberKinds } from "./member.ts";
import { encodeOffer, type Offer } from "./offer.ts";
import { type Ephemeral, ephemeralOf, exchange } from "./x25519.ts";

/** Milliseconds. */
export const pairingLasts = 120_000;

/** A position whose roster in force names the new device, and a check of the passphrase (R13). */
export interface Acceptance {
	readonly seq: Seq;
	readonly head: Head;
	readonly roster: RosterHash;
	/** 16 bytes. */
	readonly salt: Bytes;
	/** 32 bytes. */
	readonly check: Bytes;
}

type Step = Extract<
	Label,
	"pairing-commit" | "pairing-nonce" | "pairing-reveal" | "pairing-accept"
>;

const sizes: { readonly [step in Step]: number } = {
	"pairing-commit": 65,
	"pairing-nonce": 33,
	"pairing-reveal": 65 + kemKeySize,
	"pairing-accept": 117,
};
const nothing = new Uint8Array(0);

/** The hash of the offer and of every message so far, as they were before sealing. */
export function transcriptOf(said: Bytes): Promise<Bytes> {
	return hash("pairing-transcript", said);
}

/** What both devices show: six digits out of the offer and messages 1 to 3. */
export async function digitsOf(said: Bytes): Promise<string> {
	const number = BigInt(`0x${toHex((await hash("pairing-digits", said)).subarray(0, 8))}`);
	return String(number % 1_000_000n)
		.padStart(6, "0")
		.replace(/.{3}/, "$& ");
}

/** What message 1 says of message 3. */
export function pairingCommitment(
	key: Bytes,
	nonce: Bytes,
	member: Pick<Member, "signPublic" | "kemPublic">,
): Promise<Bytes> {
	return hash("pairing-commitment", key, nonce, member.signPublic, member.kemPublic);
}

/** What both sides share. */
class Side {
	protected readonly offer: Offer;
	protected readonly random: Random;
	readonly #begun: number;
	/** The turn that was done last; none can be next while one goes on. */
	#done = 0;
	#isOver = false;
	#said: Bytes;
	#ikm: Bytes;

	constructor(offer: Offer, now: number, random: Random) {
		this.offer = offer;
		this.random = random;
		this.#begun = now;
		this.#said = encodeOffer(offer);
		this.#ikm = offer.secret;
	}

	/** Nothing is taken from now on. */
	end(): void {
		this.#isOver = true;
	}

	/** The turn of this number, once, after the one before it and within 120 seconds. */
	protected async turn<T>(number: number, now: number, work: () => Promise<T>): Promise<T> {
		const age = now - this.#begun;
		const fits = this.#done === number - 1 && age >= 0 && age <= pairingLasts;
		this.#done = Number.NaN;
		if (!fits) this.end();
		if (this.#isOver) refuse("ended", "the pairing is over");
		const done = await work();
		if (this.#isOver) refuse("ended", "the pairing was ended meanwhile");
		this.#done = number;
		return done;
	}

	protected async mix(own: Ephemeral, other: Bytes): Promise<void> {
		this.#ikm = concat(await exchange(own, other), this.offer.secret);
	}

	protected async seal(step: Step, ...parts: readonly Bytes[]): Promise<Sealed> {
		const message = concat(u8(version), ...parts);
		checkSize(message, sizes[step]);
		const sealed = await seal(await this.#key(step), message, nothing, this.random);
		this.#said = concat(this.#said, message);
		return sealed;
	}

	protected async open(step: Step, sealed: Bytes): Promise<Reader> {
		const message = await open(await this.#key(step), sealed, nothing);
		const reader = openFixed(message, sizes[step]);
		this.#said = concat(this.#said, message);
		return reader;
	}

	protected digits(): Promise<string> {
		return digitsOf(this.#said);
	}

	protected agree(same: boolean): void {
		if (!same) refuse("ended", "the digits are not the same");
	}

	async #key(step: Step): Promise<CryptoKey> {
		return aesKey(this.#ikm, step, await transcriptOf(this.#said));
	}
}

/** The device that shows the offer. */
export class OldDevice extends Side {
	readonly #own: Ephemeral;
	#other: Bytes = nothing;
	#committed: Bytes = nothing;
	#member: Member | null = null;

	/** `own` is the offer's key. */
	constructor(offer: Offer, own: Ephemeral, now: number, random: Random) {
		super(offer, now, random);
		this.#own = own;
	}

	/** Message 2 for message 1. Throws `Refused` with `open`, `version`, `length` or `key`. */
	answer(sealed: Bytes, now: number): Promise<Sealed> {
		return this.turn(1, now, async () => {
			const reader = await this.open("pairing-commit", sealed);
			this.#other = reader.take(32);
			this.#committed = reader.take(32);
			await this.mix(this.#own, this.#other);
			return this.seal("pairing-nonce", this.random(32));
		});
	}

	/** The digits, once message 3 is here. Throws `Refused` also with `commitment`. */
	reveal(sealed: Bytes, now: number): Promise<string> {
		return this.turn(2, now, async () => {
			const reader = await this.open("pairing-reveal", sealed);
			const nonce = reader.take(32);
			const keys = { signPublic: reader.take(32), kemPublic: reader.take(kemKeySize) };
			if (!equalBytes(await pairingCommitment(this.#other, nonce, keys), this.#committed)) {
				refuse("commitment", "not what was committed to");
			}
			this.#member = await makeMember(memberKinds.device, keys.signPublic, keys.kemPublic);
			return this.digits();
		});
	}

	/** The member to add, if the person says that the digits are the same. */
	confirm(same: boolean, now: number): Promise<Member> {
		return this.turn(3, now, async () => {
			this.agree(same);
			return this.#member ?? refuse("ended", "nobody has come");
		});
	}

	/** Message 4, once a verified head holds the roster version that adds the member. */
	accept({ seq, head, roster, salt, check }: Acceptance, now: number): Promise<Sealed> {
		return this.turn(4, now, async () => {
			checkSize(salt, 16);
			const place = concat(u32(seq), idBytes(head), idBytes(roster));
			return this.seal("pairing-accept", place, salt, check);
		});
	}
}

/** The device that has read the offer. */
export class NewDevice extends Side {
	readonly #member: Member;
	#nonce: Bytes = nothing;

	/** `member` is its own, made for this account. */
	constructor(offer: Offer, member: Member, now: number, random: Random) {
		super(offer, now, random);
		this.#member = member;
	}

	/** Message 1. `random` is asked for a seed (32) and a nonce (32) before it seals. Throws `Refused` with `key`. */
	commit(now: number): Promise<Sealed> {
		return this.turn(1, now, async () => {
			const own = await ephemeralOf(this.random(32));
			this.#nonce = this.random(32);
			const commitment = await pairingCommitment(own.public, this.#nonce, this.#member);
			const sealed = await this.seal("pairing-commit", own.public, commitment);
			await this.mix(own, this.offer.key);
			return sealed;
		});
	}

	/** Message 3 and the digits, for message 2. Throws `Refused` with `open`, `version` or `length`. */
	reveal(
		sealed: Bytes,
		now: number,
	): Promise<{ readonly sealed: Sealed; readonly digits: string }> {
		return this.turn(2, now, async () => {
			await this.open("pairing-nonce", sealed);
			const { signPublic, kemPublic } = this.#member;
			const message = await this.seal("pairing-reveal", this.#nonce, signPublic, kemPublic);
			return { sealed: message, digits: await this.digits() };
		});
	}

	/** The person says whether the digits are the same. */
	confirm(same: boolean, now: number): Promise<void> {
		return this.turn(3, now, async () => this.agree(same));
	}

	/** What message 4 says. Throws `Refused` with `open`, `version`, `length` or `sequence`. */
	accepted(sealed: Bytes, now: number): Promise<Acceptance> {
		return this.turn(4, now, async () => {
			const reader = await this.open("pairing-accept", sealed);
			const seq = toSeq(reader.u32());
			if (seq <= this.offer.seq) refuse("sequence", "a position after the offer's expected");
			const [head, roster] = [toHead(reader.take(32)), toRosterHash(reader.take(32))];
			return { seq, head, roster, salt: reader.take(16), check: reader.take(32) };
		});
	}
}
