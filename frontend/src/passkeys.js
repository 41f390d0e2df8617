// Asks a passkey what the page wants to know, and sends its answer with the form.

export function start(place) {
  const form = place.querySelector("form");
  if (!window.PublicKeyCredential || !navigator.credentials) {
    form.hidden = true;
    show(place, "unsupported", true);
    return;
  }
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    show(place, "failed", false);
    try {
      const asked = decoded(JSON.parse(place.dataset.options));
      const passkey = await navigator.credentials[place.dataset.passkey](asked);
      form.elements.credential.value = JSON.stringify(told(passkey));
    } catch {
      show(place, "failed", true);
      return;
    }
    form.submit();
  });
}

function show(place, name, wanted) {
  const note = place.parentElement.querySelector(`[data-${name}]`);
  if (note) note.hidden = !wanted;
}

// Older browsers do not turn the options from JSON, nor the answer into it, by themselves.
function decoded({ publicKey }) {
  const listed = (list) => list?.map((one) => ({ ...one, id: bytes(one.id) }));
  const asked = { ...publicKey, challenge: bytes(publicKey.challenge) };
  if (asked.user) asked.user = { ...asked.user, id: bytes(asked.user.id) };
  if (asked.excludeCredentials) asked.excludeCredentials = listed(asked.excludeCredentials);
  if (asked.allowCredentials) asked.allowCredentials = listed(asked.allowCredentials);
  return { publicKey: asked };
}

function told({ id, rawId, type, response, authenticatorAttachment }) {
  const names = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const given = names.filter((name) => response[name]).map((name) => [name, text(response[name])]);
  return { id, rawId: text(rawId), type, authenticatorAttachment, clientExtensionResults: {}, response: Object.fromEntries(given) };
}

function bytes(coded) {
  return Uint8Array.from(atob(coded.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
