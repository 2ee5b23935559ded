// A passkey is made or used by the browser: a form asks for it, and is sent with the answer.
//
// <form data-passkey="create|get" data-options="…" hidden> with an empty field `credential`. The form shows when the browser knows
// passkeys; else [data-passkey-unsupported] does. What goes wrong in the browser is said in [data-passkey-error].

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

const known = (list = []) => list.map((one) => ({ ...one, id: bytes(one.id) }));

function asked(options) {
  const said = { ...options, challenge: bytes(options.challenge) };
  if (options.user) said.user = { ...options.user, id: bytes(options.user.id) };
  if (options.excludeCredentials) said.excludeCredentials = known(options.excludeCredentials);
  if (options.allowCredentials) said.allowCredentials = known(options.allowCredentials);
  return said;
}

function answered(credential) {
  const { response } = credential;
  const said = { clientDataJSON: text(response.clientDataJSON) };
  if (response.attestationObject) {
    said.attestationObject = text(response.attestationObject);
    said.transports = response.getTransports?.() ?? [];
  } else {
    said.authenticatorData = text(response.authenticatorData);
    said.signature = text(response.signature);
    if (response.userHandle) said.userHandle = text(response.userHandle);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response: said,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

const WORDS = {
  NotAllowedError: "Det ble avbrutt, eller tok for lang tid. Prøv på nytt.",
  InvalidStateError: "Denne enheten har alt en passnøkkel for kontoen din.",
  SecurityError: "Passnøkler virker ikke på denne adressen.",
};

function fails(part, error) {
  const place = part.querySelector("[data-passkey-error]");
  place.textContent = WORDS[error.name] ?? "Nettleseren kunne ikke bruke passnøkkelen. Prøv på nytt, eller velg en annen måte.";
  place.hidden = false;
}

function begin(form) {
  const part = form.parentElement;
  const field = form.elements.credential;
  if (!window.PublicKeyCredential) {
    part.querySelector("[data-passkey-unsupported]").hidden = false;
    return;
  }
  form.hidden = false;
  const options = asked(JSON.parse(form.dataset.options));
  // A page that comes again has no answer to the new question.
  field.value = "";
  form.addEventListener("submit", async (event) => {
    // What is missing the server says, before anything is made.
    if ([...form.querySelectorAll("input:not([type=hidden])")].some((one) => !one.value)) field.value = "{}";
    if (field.value) return;
    event.preventDefault();
    part.querySelector("[data-passkey-error]").hidden = true;
    try {
      field.value = answered(await navigator.credentials[form.dataset.passkey]({ publicKey: options }));
    } catch (error) {
      fails(part, error);
      return;
    }
    form.requestSubmit(event.submitter);
  });
}

for (const form of document.querySelectorAll("form[data-passkey]")) begin(form);
