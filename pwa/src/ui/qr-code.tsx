import { encode } from "uqr";
import "./qr-code.css";

interface QrCodeProps {
	readonly text: string;
	readonly name: string;
}

/** A QR code of real elements: dark on light in every theme, since cameras want it so. */
export function QrCode({ text, name }: QrCodeProps) {
	const { size, data } = encode(text, { ecc: "M", border: 3 });
	return (
		<svg
			class="qr-code"
			viewBox={`0 0 ${size} ${size}`}
			role="img"
			aria-label={name}
			shape-rendering="crispEdges"
		>
			<path class="qr-light" d={`M0 0h${size}v${size}H0z`} />
			<path class="qr-dark" d={data.map(rowOfModules).join("")} />
		</svg>
	);
}

function rowOfModules(row: readonly boolean[], y: number): string {
	return row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")).join("");
}
