/** The code of an invitation link, `#invite=CODE`, and the address without it. */
export interface InvitationLink {
	readonly code: string;
}

/** Reads a link's fragment; undefined if there is no invitation in it. */
export function invitationIn(fragment: string): InvitationLink | undefined {
	const code = new URLSearchParams(fragment.replace(/^#/, "")).get("invite")?.trim();
	return code ? { code } : undefined;
}

/** Takes the invitation out of the address bar, at once, and returns its code ("" if there is none). */
export function takeInvitation(): string {
	const found = invitationIn(location.hash);
	if (location.hash !== "") history.replaceState(history.state, "", location.pathname);
	return found?.code ?? "";
}
